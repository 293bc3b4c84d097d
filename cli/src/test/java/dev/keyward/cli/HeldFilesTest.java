package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Verbs on files that another program has open, on the system where that is in the way. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "other systems replace open files")
class HeldFilesTest extends InBranch {

  private static final String IN_USE =
      ": open in another program (a backup, a virus scanner, an editor), nothing changed; try"
          + " again";

  @TempDir private Path base;

  @Test
  void aGrantNamesTheFileThatIsOpenAndLeavesIt() throws Exception {
    Playground place = Playground.in(base.resolve("place"));
    place.unlocked("protector", "create", "--owner", "central-it", "-o", "vm1.kp");
    byte[] before = place.bytes("vm1.kp");
    String grant = "protector grant vm1.kp --guardian branch-hgs --in-place";
    try (Hold hold = Hold.of(place.path("."), "vm1.kp")) {
      Run refused = place.unlocked(grant.split(" "));
      assertEquals(5, refused.exit(), hold + refused.err());
      assertTrue(refused.err().contains("vm1.kp" + IN_USE), refused.err());
    }
    assertArrayEquals(before, place.bytes("vm1.kp"));
    assertEquals(0, place.unlocked(grant.split(" ")).exit());
  }

  @Test
  void aMachineThatIsOpenStartsOnceItIsClosed() throws Exception {
    try (Hold hold = Hold.of(work, "app.svm")) {
      Spawned.Ended refused = BranchHost.run(work, "host start host app.svm");
      assertEquals(5, refused.code(), hold + refused.err());
      assertTrue(refused.err().contains("app.svm" + IN_USE), refused.err());
    }
    String out = BranchHost.done(work, "host start host app.svm");
    assertTrue(out.contains("generation 2"), out);
  }

  @Test
  void aMachineThatIsTooLongToBeHeldIsClosedBeforeItIsReplaced() throws Exception {
    // An eighth of the heap is less than the file.
    Map<String, String> variables =
        Map.of("KEYWARD_PASSPHRASE", "a passphrase for tests", "JAVA_TOOL_OPTIONS", "-Xmx24m");
    String[] start = BranchHost.words("host start host app.svm");
    Process process = Spawned.start(FewRounds.class.getName(), work, variables, start);
    assertEquals(0, process.waitFor());
  }
}
