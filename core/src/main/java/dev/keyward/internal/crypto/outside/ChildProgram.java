package dev.keyward.internal.crypto.outside;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of this room that run in a process of their own, with the same Java. */
final class ChildProgram {

  private ChildProgram() {}

  /** The command line of a class with a {@code main}. */
  static List<String> command(Class<?> main, String argument) throws IOException {
    try {
      Path code = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      return new ArrayList<>(
          List.of(
              java.toString(),
              "-Xshare:auto",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              // A module that ends the process must not leave files where the user is.
              "-XX:-CreateCoredumpOnCrash",
              "-XX:+ErrorFileToStdout",
              // To count sessions. The token's own OAEP would need one more package.
              "--add-opens",
              "jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED",
              "-cp",
              code.toString(),
              main.getName(),
              argument));
    } catch (URISyntaxException e) {
      throw new IOException("Keyward's own file cannot be named", e);
    }
  }
}
