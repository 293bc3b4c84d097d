package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code vm rekey} at seeded moments: no program of it goes on, the file and one state match,
 * and the next run names what the killed one left, and ends it.
 */
@Tag("soak")
class RekeyKillIT {

  private static final int ROUNDS = Integer.getInteger("keyward.rekeys", 20);
  private static final String REKEY = "vm rekey app.svm --as owner --swtpm-state state --in-place";
  private static final String SHIELD =
      "vm shield vm.json --owner owner --guardian other --policy shielded --force -o ";
  private static final String STATE = "tpm2-00.permall";
  private static final String NEXT = STATE + ".rekeyed";

  private Path work;

  @Test
  void aKilledRekeyLeavesAFileAndAStateThatMatch(@TempDir Path folder) throws Exception {
    Installed.assume("swtpm_setup", "swtpm-tools");
    work = Files.createDirectory(folder.resolve("work"));
    Files.writeString(
        work.resolve("vm.json"),
        "{\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50\","
            + "\"name\":\"app\",\"generation\":2}");
    done("guardian create owner --key-size 2048");
    done("guardian create other --key-size 2048");
    done(SHIELD + "app.svm --vtpm-key new --swtpm-state state");
    done(REKEY);
    ProcessKiller killer = new ProcessKiller(new Random(26));
    for (int round = 0; round <= ROUNDS; round++) {
      killer.kill(work, "state", BranchHost.words(REKEY));
      Until.so(RekeyKillIT::nothingWorksOnAState);
      boolean isHalfDone = Files.exists(work.resolve("state").resolve(NEXT));
      boolean present = fits(STATE);
      assertNotEquals(present, isHalfDone && fits(NEXT), "round " + round);
      String message = done(REKEY).err();
      String expected = present ? "beginning again" : "its state is in place now";
      assertEquals(isHalfDone, message.contains(expected), "round " + round + ": " + message);
      assertTrue(fits(STATE), "round " + round);
      assertFalse(Files.exists(work.resolve("state").resolve(NEXT)), "round " + round);
    }
  }

  private Run run(String line) {
    Map<String, String> variables =
        Map.of(
            "PATH",
            System.getenv("PATH"),
            "KEYWARD_PASSPHRASE",
            "a passphrase for tests",
            "KEYWARD_STORE",
            work.resolve(".keyward").toString());
    return Run.in(work).variables(variables).at(Instant.now()).run(BranchHost.words(line));
  }

  private Run done(String line) {
    Run run = run(line);
    assertEquals(0, run.exit(), line + ": " + run.out() + run.err());
    return run;
  }

  /** Whether the passphrase in the file opens that state. */
  private boolean fits(String state) throws IOException {
    done("vm unshield app.svm --as owner -o opened");
    Path copy = Files.createDirectory(work.resolve("copy"));
    Files.copy(work.resolve("state").resolve(state), copy.resolve(STATE));
    Run run = run(SHIELD + "other.svm --swtpm-state copy --vtpm-key opened/vtpm-key");
    assertTrue(run.exit() == 0 || run.exit() == 3, run.err());
    Spawned.deleteTree(copy);
    Spawned.deleteTree(work.resolve("opened"));
    return run.exit() == 0;
  }

  /** The programs of a rekey are started in a folder of that name. */
  private static boolean nothingWorksOnAState() throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (folder(process).contains("/keyward-rekey-")) {
          return false;
        }
      }
    }
    return true;
  }

  private static String folder(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).toString();
    } catch (IOException e) {
      // It has ended.
      return "";
    }
  }
}
