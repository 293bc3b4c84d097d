package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands are interrupted while secrets lie in the clear, or before a change is in place. */
class InterruptedTest {

  private static final String UNSHIELD = "vm unshield vms/app.svm --as central-it -o ";
  private static final String CHANGE =
      "change-passphrase %s --new-passphrase-file wrong-passphrase.txt";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() {
    place = Playground.in(folder);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
  void nothingStaysInTheClearWhenUnshieldIsTerminated() throws Exception {
    Process held = held("*-1.tmp", UNSHIELD + "opened");
    assertEquals(2, leftOvers().size(), "a folder, and the lock that names it");
    held.destroy();
    assertEquals(143, ended(held));
    assertEquals(List.of(), leftOvers());
    assertFalse(Files.exists(place.path("opened")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
  void nothingStaysInTheClearWhenOpeningShieldingDataIsInterrupted() throws Exception {
    Process held =
        held("*-1.tmp", "shielding-data open shielding/server.sdata --as central-it -o opened");
    assertEquals(2, leftOvers().size(), "a folder, and the lock that names it");
    new ProcessBuilder("kill", "-INT", Long.toString(held.pid())).start().waitFor();
    assertEquals(130, ended(held));
    assertEquals(List.of(), leftOvers());
    assertFalse(Files.exists(place.path("opened")));
  }

  @Test
  void theNextRunRemovesWhatAKilledOneLeftButNotWhatALivingOneHas() throws Exception {
    Files.createDirectories(place.path(".keyward-1-1.tmp/content"));
    Process held = held("*-1.tmp", UNSHIELD + "opened");
    List<String> before = leftOvers();
    assertEquals(3, before.size(), before.toString());
    assertEquals(0, place.unlocked((UNSHIELD + "second").split(" ")).exit());
    assertEquals(before, leftOvers());
    held.destroyForcibly();
    ended(held);
    assertEquals(0, place.unlocked((UNSHIELD + "third").split(" ")).exit());
    assertEquals(List.of(".keyward-1-1.tmp"), leftOvers(), "nobody's lock, nobody's to remove");
  }

  @Test
  void theOldPassphraseOpensAGuardianWhoseChangeWasKilled() throws Exception {
    killedChangeIsDoneAgain("guardian", "central-it");
  }

  @Test
  void theOldPassphraseOpensAServiceWhoseChangeWasKilled() throws Exception {
    killedChangeIsDoneAgain("hgs", "hgs");
  }

  private void killedChangeIsDoneAgain(String noun, String operand) throws Exception {
    String change = noun + " " + String.format(Locale.ROOT, CHANGE, operand);
    Process held = held("current", change);
    held.destroyForcibly();
    ended(held);
    Run again = place.unlocked(change.split(" "));
    assertEquals(0, again.exit(), again.err());
    assertFalse(again.out().contains("already"), again.out());
  }

  private Process held(String slow, String line) throws Exception {
    Process held = SlowDisk.unlocked(place, slow, line).start();
    SlowDisk.awaitHeld(folder, held);
    return held;
  }

  private static int ended(Process process) throws InterruptedException {
    return process.waitFor();
  }

  private List<String> leftOvers() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString())
          .filter(name -> name.startsWith(".keyward-"))
          .sorted()
          .toList();
    }
  }
}
