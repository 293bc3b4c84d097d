package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.vm.sealing.SwtpmFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new passphrase for the state of a virtual TPM, and every place where a run can be cut off. */
class RekeyVmTest {

  private static final String STATE = "state/tpm2-00.permall";
  private static final String NEXT = STATE + ".rekeyed";
  private static final String FORMER = STATE + ".former";
  private static final String SHIELD =
      "vm shield vms/app.json --owner central-it --guardian branch-hgs --policy shielded --force -o ";
  private static final String REKEY =
      "vm rekey new.svm --as central-it --swtpm-state state --in-place";

  private static Playground shielded;

  @TempDir Path folder;
  private Playground place;

  /** Once, because swtpm makes a state in most of a second. */
  @BeforeAll
  static void shield(@TempDir Path made) {
    Installed.assume("swtpm_setup", "swtpm-tools");
    assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "skipped: there is no /dev/shm");
    shielded = Playground.in(made);
    done(shielded, SHIELD + "new.svm --vtpm-key new --swtpm-state state");
    done(shielded, "vm unshield new.svm --as central-it -o before");
  }

  @BeforeEach
  void copy() throws Exception {
    place = shielded.copiedTo(folder);
  }

  private Run run(String line) {
    return run(place, line);
  }

  private static Run run(Playground place, String line) {
    Map<String, String> variables = new HashMap<>(place.setting().variables());
    variables.put("PATH", System.getenv("PATH"));
    return place.setting().variables(variables).run(Playground.unlocking(line));
  }

  private Run done(String line) {
    return done(place, line);
  }

  private static Run done(Playground place, String line) {
    Run run = run(place, line);
    assertEquals(0, run.exit(), line + ": " + run.out() + run.err());
    return run;
  }

  /** Whether swtpm opens the state in place with that passphrase, as vm shield checks it. */
  private boolean opens(String key) {
    Run run = run(SHIELD + "other.svm --swtpm-state state --vtpm-key " + key);
    assertTrue(run.exit() == 0 || run.exit() == 3, run.err());
    return run.exit() == 0;
  }

  private boolean exists(String name) {
    return Files.exists(place.path(name));
  }

  private void move(String from, String to) throws Exception {
    Files.move(place.path(from), place.path(to));
  }

  @Test
  void theNewPassphraseOpensTheNewStateAndTheOldOneDoesNot() {
    byte[] old = place.bytes(STATE);
    Run run = done(REKEY + " --output json");
    JsonSchemas.check("vm-rekey", run.out());
    done("vm unshield new.svm --as central-it -o after");
    assertTrue(opens("after/vtpm-key"));
    assertFalse(opens("before/vtpm-key"));
    assertArrayEquals(old, place.bytes(FORMER));
    assertFalse(exists(NEXT));
  }

  @Test
  void aRunThatEndedBeforeTheFileBeginsAgain() throws Exception {
    Files.writeString(place.path(NEXT), "a state that nobody needs");
    Run run = done(REKEY);
    assertTrue(run.err().contains("an earlier run ended before it changed the file"), run.err());
    done("vm unshield new.svm --as central-it -o after");
    assertTrue(opens("after/vtpm-key"));
  }

  @Test
  void aRunThatEndedAfterTheFileIsCompleted() throws Exception {
    done(REKEY);
    byte[] file = place.bytes("new.svm");
    move(STATE, NEXT);
    move(FORMER, STATE);
    Run run = done(REKEY);
    assertTrue(run.err().contains("its state is in place now"), run.err());
    assertArrayEquals(file, place.bytes("new.svm"));
    done("vm unshield new.svm --as central-it -o after");
    assertTrue(opens("after/vtpm-key"));
  }

  @Test
  void anOlderFileIsToldWhichStateIsItsOwn() throws Exception {
    byte[] older = place.bytes("new.svm");
    done(REKEY);
    byte[] state = place.bytes(STATE);
    Files.write(place.path("new.svm"), older);
    Run run = run(REKEY);
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("the file goes with " + place.path(FORMER)), run.err());
    assertArrayEquals(state, place.bytes(STATE));
  }

  @Test
  void aFailureBeforeTheFileLeavesNothing() throws Exception {
    byte[] state = place.bytes(STATE);
    Run run = run(REKEY.replace("central-it", "branch-hgs"));
    assertEquals(4, run.exit(), run.err());
    assertFalse(exists(NEXT));
    assertArrayEquals(state, place.bytes(STATE));
    assertTrue(opens("before/vtpm-key"));
  }

  @Test
  @SuppressWarnings("try") // The lock is held, not used.
  void aStateThatIsInUseIsRefused() throws Exception {
    try (SwtpmFolder used = SwtpmFolder.claim(place.path("state"))) {
      Run run = run(REKEY);
      assertEquals(5, run.exit(), run.err());
      assertTrue(run.err().contains("stop the guest first"), run.err());
    }
  }

  @Test
  void aMachineWithoutAPassphraseIsRefused() {
    Run run = run(REKEY.replace("new.svm", "vms/app.svm"));
    assertEquals(3, run.exit(), run.err());
    assertTrue(run.err().contains("no part vtpm-key"), run.err());
  }
}
