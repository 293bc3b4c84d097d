package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares a start of a shielded domain with that of a plain one, and prints the figures. */
@Tag("soak")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class StartCostIT {

  private static final Path SCRIPT =
      Path.of(System.getProperty("keyward.fixtures")).resolveSibling(".ci/guests/start-cost");

  private static final Path LAUNCHER =
      Path.of(System.getProperty("keyward.distribution")).toAbsolutePath().resolve("bin/keyward");

  private static final int PAIRS = 15;

  @Test
  void theHookAndTheReleaseCostAKnownPartOfAStart() throws Exception {
    Process process =
        new ProcessBuilder(SCRIPT.toString(), LAUNCHER.toString(), String.valueOf(PAIRS))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() != 77, "skipped: " + said.strip());
    assertEquals(0, process.exitValue(), said);
    System.err.print(said);
    assertTrue(said.contains(PAIRS + " pairs of starts"), said);
    assertTrue(said.contains("ratio of a pair"), said);
  }
}
