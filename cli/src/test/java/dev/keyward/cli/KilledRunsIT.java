package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Starts {@code host run} fifty times, and kills thirty of these runs at seeded moments. The guest
 * is a script with a real swtpm: it adds one to a counter in its TPM and to one on its disk, and
 * both must be the number of its starts. The test plays a power loss when it removes the folder.
 */
@Tag("soak")
class KilledRunsIT extends InBranch {

  private static final int STARTS = Integer.getInteger("keyward.runs", 50);
  private static final int KILLS = STARTS * 3 / 5;

  private static final int KILLED = 137;
  private static final Pattern FOLDER = Pattern.compile("\"folder\":\"([^\"]+)\"");

  /** A power loss comes after every tenth kill. */
  private static final int BETWEEN_LOSSES = 10;

  private static final String GUEST =
      """
      set -eu
      tpm=$KEYWARD_PARTS/tpm
      key=
      state=$KEYWARD_PARTS/vtpm
      if [ -e "$KEYWARD_PARTS/vtpm-key" ]; then
        key="--key pwdfile=$KEYWARD_PARTS/vtpm-key,mode=aes-256-cbc"
        state=state
      fi
      swtpm socket --tpm2 --tpmstate "dir=$state" $key --server "type=unixio,path=$tpm" \\
        --ctrl "type=unixio,path=$tpm.ctrl" --flags not-need-init,startup-clear 2>/dev/null &
      i=0; while [ ! -S "$tpm.ctrl" ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i+1)); done
      export TPM2TOOLS_TCTI="swtpm:path=$tpm"
      tpm2 nvread -C o 0x1500020 >/dev/null 2>&1 ||
        tpm2 nvdefine -C o -a 'ownerread|ownerwrite|nt=counter' 0x1500020 >/dev/null
      tpm2 nvincrement -C o 0x1500020
      number=$((0x$(tpm2 nvread -C o 0x1500020 | od -An -tx1 | tr -d ' ')))
      swtpm_ioctl --unix "$tpm.ctrl" -s
      wait
      rm -f "$tpm" "$tpm.ctrl"
      disk=$(($(cat disk) + 1))
      [ $number = $disk ] || echo "tpm $number, disk $disk" >differ
      echo $disk >disk
      echo $disk >>starts
      """;

  private final ProcessKiller killer = new ProcessKiller(new Random(50));

  @Test
  void aStateThatIsAPartIsNeverBehindItsDisk() throws Exception {
    assumePrograms();
    Path state = Files.createDirectory(work.resolve("state"));
    Process setup =
        new ProcessBuilder("swtpm_setup", "--tpm2", "--createek", "--tpmstate", state.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, setup.waitFor());
    shield("--vtpm-state state/tpm2-00.permall");
    Spawned.deleteTree(state);
    starts(true);
  }

  @Test
  void aStateThatStaysOnTheDiskLosesNothingToAPowerLoss() throws Exception {
    assumePrograms();
    shield("--vtpm-key new --swtpm-state state");
    starts(false);
  }

  private static void assumePrograms() {
    Installed.assume("swtpm", "swtpm");
    Installed.assume("swtpm_setup", "swtpm-tools");
    Installed.assume("tpm2", "tpm2-tools");
  }

  private void shield(String parts) throws Exception {
    Files.writeString(work.resolve("guest"), GUEST);
    Files.writeString(work.resolve("disk"), "0\n");
    String line =
        "vm shield vm.json --owner owner --guardian branch --guardian datacenter --policy"
            + " encryption-supported --force -o guest.svm ";
    assertEquals(0, Spawned.start(work, BranchHost.words(line + parts)).waitFor());
  }

  private static String[] words() {
    return "host run host guest.svm -- /bin/sh ./guest".split(" ");
  }

  private void starts(boolean isLost) throws Exception {
    List<Boolean> kills = new ArrayList<>(Collections.nCopies(KILLS, true));
    kills.addAll(Collections.nCopies(STARTS - KILLS, false));
    // The killer lets the first one go, for its duration.
    Collections.shuffle(kills.subList(1, STARTS), new Random(50));
    List<Integer> lost = new ArrayList<>();
    int killed = 0;
    for (boolean kill : kills) {
      if (!kill) {
        started();
        continue;
      }
      killer.kill(work, "host/machines", words());
      killed++;
      if (killed % BETWEEN_LOSSES == 0) {
        lost.addAll(losePower(isLost));
      }
    }
    started();
    assertCounted(lost);
  }

  /** Each start of a guest counted on by one, but for those that a power loss took. */
  private void assertCounted(List<Integer> lost) throws IOException {
    List<Integer> expected = new ArrayList<>();
    IntStream.rangeClosed(1, disk()).forEach(expected::add);
    expected.addAll(lost);
    Collections.sort(expected);
    List<Integer> starts =
        Files.readAllLines(work.resolve("starts")).stream().map(Integer::valueOf).toList();
    assertEquals(expected, starts);
  }

  /** The guest of a killed run goes on for a moment, and until then the next run is refused. */
  private String started() throws Exception {
    Spawned.Ended next = Spawned.run(work, words());
    while (next.err().contains("still uses its parts")) {
      next = Spawned.run(work, words());
    }
    assertEquals(0, next.code(), next.err());
    Path differ = work.resolve("differ");
    assertFalse(Files.exists(differ), Files.exists(differ) ? Files.readString(differ) : "");
    return next.err();
  }

  private int disk() throws IOException {
    return Integer.parseInt(Files.readString(work.resolve("disk")).strip());
  }

  /**
   * A guest counts, and then the host is gone with all its memory. Only the disk stays, which a
   * guest would have to restore to the time of its TPM.
   *
   * @param isLost whether the TPM was in that memory
   * @return the number that counts twice then, if it does
   */
  private List<Integer> losePower(boolean isLost) throws Exception {
    started();
    int before = disk();
    Files.writeString(work.resolve("lose"), GUEST + "kill -KILL $PPID\n");
    Process process = Spawned.start(work, "host run host guest.svm -- /bin/sh ./lose".split(" "));
    assertEquals(KILLED, process.waitFor());
    assertEquals(before + 1, disk());
    Spawned.deleteTree(folder());
    if (isLost) {
      Files.writeString(work.resolve("disk"), before + "\n");
    }
    String message = started();
    assertTrue(
        message.contains("as after a power loss; the machine starts from generation"), message);
    return isLost ? List.of(before + 1) : List.of();
  }

  /** The one in memory, as the record of the run names it. */
  private Path folder() throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("host/machines"))) {
      Path record = files.filter(file -> file.endsWith("run.json")).findFirst().orElseThrow();
      Matcher folder = FOLDER.matcher(Files.readString(record));
      assertTrue(folder.find());
      return Path.of(folder.group(1));
    }
  }
}
