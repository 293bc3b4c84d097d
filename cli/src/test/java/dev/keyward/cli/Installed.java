package dev.keyward.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of Debian that a test runs and that a machine may lack. Test-only. */
final class Installed {

  private Installed() {}

  /** Skips the test where the program is missing; the reason names its package. */
  static void assume(String program, String packaged) {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", program)),
        "skipped: " + program + " is not installed (Debian: " + packaged + ")");
  }
}
