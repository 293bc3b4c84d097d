package dev.keyward.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of Debian that a test runs and that a machine may lack. Test-only. */
public final class Installed {

  private Installed() {}

  /** Skips the test where the program is missing; the reason names its package. */
  public static void assume(String program, String packaged) {
    assumeTrue(
        Stream.of("/usr/bin", "/usr/sbin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
        "skipped: " + program + " is not installed (Debian: " + packaged + ")");
  }
}
