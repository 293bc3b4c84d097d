package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code vm rekey} at seeded moments: the file and one state still match, and the next run
 * ends what the killed one began.
 */
@Tag("soak")
class RekeyKillIT {

  private static final int ROUNDS = Integer.getInteger("keyward.rekeys", 20);
  private static final String REKEY = "vm rekey app.svm --as owner --swtpm-state state --in-place";

  @Test
  void aKilledRekeyLeavesAFileAndAStateThatMatch(@TempDir Path folder) throws Exception {
    boolean isThere = Files.isExecutable(Path.of("/usr/bin/swtpm_setup"));
    assumeTrue(isThere, "skipped: swtpm_setup is not installed (Debian: swtpm-tools)");
    Path work = folder.resolve("work");
    Files.createDirectory(work);
    Files.writeString(
        work.resolve("vm.json"),
        "{\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50\","
            + "\"name\":\"app\",\"generation\":2}");
    done(work, "guardian create owner --key-size 2048");
    done(work, "guardian create other --key-size 2048");
    done(
        work,
        "vm shield vm.json --owner owner --guardian other --policy shielded --vtpm-key new"
            + " --swtpm-state state -o app.svm");
    done(work, REKEY);
    Killer killer = new ProcessKiller(new Random(26));
    for (int round = 0; round <= ROUNDS; round++) {
      killer.kill(work, "state", BranchHost.words(REKEY));
      done(work, REKEY);
      assertFalse(Files.exists(work.resolve("state/tpm2-00.permall.rekeyed")), "round " + round);
      assertTrue(Files.exists(work.resolve("state/tpm2-00.permall.former")), "round " + round);
    }
  }

  private static void done(Path work, String line) throws Exception {
    Process process = Spawned.start(work, BranchHost.words(line));
    byte[] error = process.getErrorStream().readAllBytes();
    assertEquals(0, process.waitFor(), line + ": " + new String(error, StandardCharsets.UTF_8));
  }
}
