package dev.keyward.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void saysTheVersionOnOneLine() {
    Run run = Run.of("--version");
    assertEquals(0, run.exit());
    assertTrue(run.out().matches("keyward [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n"), run.out());
  }

  @Test
  void saysWhatItRunsOnWithVerbose() {
    Run run = Run.of("--verbose", "--version");
    assertTrue(run.out().contains("\njava " + System.getProperty("java.version")), run.out());
    assertTrue(run.out().contains("\nrsa, single commands: "), run.out());
    assertTrue(run.out().contains("\nrsa, bulk: "), run.out());
  }

  @Test
  void isAskedForAlsoAfterACommand() {
    assertEquals(Run.of("--version"), Run.of("help", "--version"));
  }
}
