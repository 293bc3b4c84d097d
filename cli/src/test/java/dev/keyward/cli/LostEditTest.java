package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes edit one file at once, and the first is held just before the new file gets its
 * name: neither edit is lost.
 */
class LostEditTest {

  private static final String RESEAL = "vm reseal app.svm --as central-it --in-place --revoke ";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() throws Exception {
    place = Playground.in(folder);
    Files.copy(place.path("vms/app.svm"), place.path("app.svm"));
  }

  @Test
  void twoRevocationsAtOnceBothHold() throws Exception {
    both("app.svm", RESEAL + "branch-hgs", RESEAL + "datacenter-hgs");
    assertFalse(opensFor("vm", "app.svm", "branch-hgs"));
    assertFalse(opensFor("vm", "app.svm", "datacenter-hgs"));
    assertEquals(WindowsForm.LOCKS_STAY, Files.exists(place.path(".app.svm.keyward-lock")));
  }

  @Test
  void aGrantBesideARevocationLosesNeither() throws Exception {
    place.done("protector create --owner central-it --guardian branch-hgs -o p");
    both(
        "p",
        "protector revoke p --guardian branch-hgs --in-place",
        "protector grant p --guardian datacenter-hgs -o p --force");
    assertFalse(opensFor("protector", "p", "branch-hgs"));
    assertTrue(opensFor("protector", "p", "datacenter-hgs"));
    assertEquals(WindowsForm.LOCKS_STAY, Files.exists(place.path(".p.keyward-lock")));
  }

  private boolean opensFor(String noun, String file, String guardian) {
    return place.run(noun, "check", file, "--guardian", guardian).exit() == 0;
  }

  private void both(String file, String first, String second) throws Exception {
    Process held = SlowDisk.unlocked(place, file, first).start();
    SlowDisk.awaitHeld(folder, held);
    Process beside =
        Spawned.start(
            FewRounds.class.getName(), folder, place.variables(), Playground.unlocking(second));
    SlowDisk.endBoth(folder, held, beside);
  }
}
