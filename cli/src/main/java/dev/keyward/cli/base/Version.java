package dev.keyward.cli.base;

import dev.keyward.cli.console.Console;
import dev.keyward.crypto.RsaEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** {@code --version}: what this is and, with {@code --verbose}, what it runs on. */
public final class Version {

  private static final String ADD_CORRETTO =
      "the jar of Amazon Corretto Crypto Provider for this system, put into lib/ext, makes bulk"
          + " work faster";

  private Version() {}

  /** Prints it. */
  public static void print(Console console) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("version", number());
    if (console.verbose()) {
      data.put("java", property("java.version") + " (" + property("java.vm.name") + ")");
      data.put(
          "system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
      data.put("rsa", RsaEngine.jdk().description());
      data.put("bulkRsa", RsaEngine.fastest().description());
    }
    if (console.json()) {
      console.json("version", data);
    } else {
      printText(data, console);
    }
  }

  private static void printText(Map<String, Object> data, Console console) {
    console.line("keyward " + data.get("version"));
    if (console.verbose()) {
      console.line("java " + data.get("java"));
      console.line("system " + data.get("system"));
      console.line("rsa, single commands: " + data.get("rsa"));
      console.line("rsa, bulk: " + data.get("bulkRsa"));
      if (data.get("rsa").equals(data.get("bulkRsa"))) {
        console.line(ADD_CORRETTO);
      }
    }
  }

  /** The version that the build wrote into the jar. */
  public static String number() {
    Properties build = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/dev/keyward/cli/build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
