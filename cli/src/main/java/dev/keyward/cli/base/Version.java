package dev.keyward.cli.base;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import dev.keyward.crypto.RsaEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** {@code --version}: what this is and, with {@code --verbose}, what it runs on. */
public final class Version {

  private static final String ADD_CORRETTO =
      "the jar of Amazon Corretto Crypto Provider for this system, put into lib/ext, makes bulk"
          + " work faster";

  private Version() {}

  /** What it is, and what it runs on, where that is asked for. */
  @Answer.To("version")
  record Told(String version, @Answer.Inline Optional<Machine> machine) implements Answer {}

  /** What it runs on. */
  record Machine(String java, String system, String rsa, String bulkRsa) implements Answer {

    static Machine here() {
      return new Machine(
          property("java.version") + " (" + property("java.vm.name") + ")",
          property("os.name") + " " + property("os.version") + " " + property("os.arch"),
          RsaEngine.jdk().description(),
          RsaEngine.fastest().description());
    }
  }

  /** Prints it. */
  public static void print(Console console) {
    Optional<Machine> machine = console.verbose() ? Optional.of(Machine.here()) : Optional.empty();
    Told told = new Told(number(), machine);
    if (console.json()) {
      console.json("version", told);
    } else {
      printText(told, console);
    }
  }

  private static void printText(Told told, Console console) {
    console.line("keyward " + told.version());
    if (told.machine().isPresent()) {
      Machine machine = told.machine().get();
      console.line("java " + machine.java());
      console.line("system " + machine.system());
      console.line("rsa, single commands: " + machine.rsa());
      console.line("rsa, bulk: " + machine.bulkRsa());
      if (machine.rsa().equals(machine.bulkRsa())) {
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
