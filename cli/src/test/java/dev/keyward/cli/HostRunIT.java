package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command runs on the opened parts of a machine. Scripts stand for the guest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "host run needs Linux")
class HostRunIT {

  /**
   * A guest with two counters, one in a part and one on its disk. It starts only if they are equal,
   * and counts both on.
   */
  private static final String GUEST =
      "n=$(cat \"$KEYWARD_PARTS/secret/word\"); m=$(cat disk)\n"
          + "[ \"$n\" = \"$m\" ] || { echo \"part $n, disk $m\" > differ; exit 9; }\n"
          + "echo $((n+1)) > \"$KEYWARD_PARTS/secret/word\"; echo $((m+1)) > disk\n";

  private BranchHost world;
  private Path work;

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isWritable(Path.of("/dev/shm")), "skipped: there is no /dev/shm");
    world = new BranchHost(folder);
    Path here = world.folder;
    BranchHost.done(
        here,
        "host configure host --guardian branch --failover-limit 10 --primary "
            + world.branch.url());
    Files.writeString(here.resolve("zero"), "0\n");
    BranchHost.done(
        here,
        "vm update app.svm --as owner --set-secret word=zero --policy encryption-supported"
            + " --in-place");
    Files.delete(here.resolve("zero"));
    Files.writeString(here.resolve("disk"), "0\n");
    Files.writeString(here.resolve("guest"), GUEST);
  }

  @AfterAll
  void end() {
    world.close();
  }

  @BeforeEach
  void copy() throws Exception {
    work = world.copy();
  }

  private Spawned.Ended run(String script) throws IOException {
    Files.writeString(work.resolve("script"), script);
    return BranchHost.run(work, "host run host app.svm -- /bin/sh ./script");
  }

  private String word() throws Exception {
    BranchHost.done(work, "vm unshield app.svm --as owner -o opened");
    String word = Files.readString(work.resolve("opened/secret/word"));
    Spawned.deleteTree(work.resolve("opened"));
    return word.strip();
  }

  @Test
  void theCommandFindsThePartsByNameAndItsExitCodeIsPassedOn() throws Exception {
    Spawned.Ended ended =
        run(
            "[ -s $KEYWARD_PARTS/vtpm/tpm2-00.permall ] && [ -s $KEYWARD_PARTS/secret/word ] && exit 42");
    assertEquals(42, ended.code(), ended.err());
    assertTrue(ended.err().contains("no part was changed, generation 3"), ended.err());
    assertEquals("", ended.out());
  }

  @Test
  void whatTheCommandChangesIsThereAtTheNextRun() throws Exception {
    for (int i = 1; i <= 3; i++) {
      Spawned.Ended ended = run(GUEST);
      assertEquals(0, ended.code(), ended.err());
      assertEquals("" + i, Files.readString(work.resolve("disk")).strip());
    }
    assertEquals("3", word());
  }

  @Test
  void itsAnswerIsOneLineOnStandardError() throws Exception {
    Files.writeString(work.resolve("script"), GUEST);
    Spawned.Ended ended =
        BranchHost.run(work, "host run host app.svm --output json -- /bin/sh ./guest");
    assertEquals(0, ended.code(), ended.err());
    String answer =
        ended.err().lines().filter(line -> line.contains("host-run/1")).findFirst().get();
    JsonSchemas.check("host-run", answer);
    assertTrue(answer.contains("\"changed\":[\"secret/word\"]"), answer);
  }

  @Test
  void partsThatDoNotFitTheFileAnyMoreAreRecovered() throws Exception {
    Files.copy(work.resolve("app.svm"), work.resolve("before.svm"));
    Spawned.Ended ended = run(GUEST + "cp before.svm app.svm");
    assertEquals(5, ended.code(), ended.err());
    assertTrue(ended.err().contains("app.svm.unsaved"), ended.err());
    String recover =
        "vm recover app.svm app.svm.unsaved --accept-sealed-by trusted -o new.svm --as ";
    BranchHost.done(work, "guardian create stranger --key-size 2048");
    assertEquals(4, BranchHost.run(work, recover + "stranger").code());
    BranchHost.done(work, recover + "owner");
    Files.move(
        work.resolve("new.svm"), work.resolve("app.svm"), StandardCopyOption.REPLACE_EXISTING);
    assertEquals("1", word());
  }

  @Test
  void aCommandThatFailsAndCannotBeSealedBackKeepsItsOwnCode() throws Exception {
    Spawned.Ended ended = run("rm $KEYWARD_PARTS/secret/word; exit 3");
    assertEquals(3, ended.code(), ended.err());
    assertEquals(5, run("rm $KEYWARD_PARTS/secret/word").code());
    assertEquals("0", word());
  }

  @Test
  void aCommandThatCannotBeStartedLeavesNothingInMemory() throws Exception {
    Path command = work.resolve("no-program");
    Files.writeString(command, "#!/no/such/interpreter\n");
    assertTrue(command.toFile().setExecutable(true));
    Spawned.Ended ended = BranchHost.run(work, "host run host app.svm -- ./no-program");
    assertEquals(5, ended.code(), ended.err());
    nothingInTheClear();
  }

  /** A service that starts the guest has another environment than the command. */
  @Test
  void aProcessThatHasAPartOpenIsWaitedFor() throws Exception {
    Spawned.Ended ended =
        run(
            "exec 3>> $KEYWARD_PARTS/secret/word; export KEYWARD_PARTS=\n"
                + "/usr/bin/env -u KEYWARD_PARTS /bin/sh -c 'sleep 0.5; echo 7 >&3' &\n");
    assertEquals(0, ended.code(), ended.err());
    assertEquals("0\n7", word());
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    Path disk = Files.createDirectory(work.resolve("small"));
    boolean mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0;
    assumeTrue(mounted, "skipped: no small file system can be mounted here");
    try {
      Files.copy(work.resolve("app.svm"), disk.resolve("app.svm"));
      Files.writeString(
          work.resolve("script"), GUEST + "dd if=/dev/zero of=small/fill bs=64k 2>/dev/null; true");
      String run = "host run host small/app.svm -- /bin/sh ./";
      Spawned.Ended ended = BranchHost.run(work, run + "script");
      assertEquals(5, ended.code(), ended.err());
      assertTrue(ended.err().contains("do not switch this host off"), ended.err());
      Files.delete(disk.resolve("fill"));
      Spawned.Ended next = BranchHost.run(work, run + "guest");
      assertEquals(0, next.code(), next.err());
      assertTrue(next.err().contains("its parts are sealed back now: secret/word"), next.err());
      assertEquals("2", Files.readString(work.resolve("disk")).strip());
    } finally {
      assertEquals(0, new ProcessBuilder("umount", disk.toString()).start().waitFor());
    }
  }

  @Test
  void aSignalGoesToTheCommandAndWhatItDoesThenIsSealed() throws Exception {
    signalled("TERM");
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"INT", "HUP"})
  void soDoOtherSignals(String signal) throws Exception {
    signalled(signal);
  }

  private void signalled(String signal) throws Exception {
    Files.writeString(
        work.resolve("script"),
        "trap 'echo "
            + signal
            + " > $KEYWARD_PARTS/secret/word; exit 11' "
            + signal
            + "\ntouch ready; i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); done");
    Process process = Spawned.start(work, words("script"));
    while (!Files.exists(work.resolve("ready")) && process.isAlive()) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
    assertEquals(11, process.waitFor());
    assertEquals(signal, word());
  }

  private static String[] words(String script) {
    return new String[] {"host", "run", "host", "app.svm", "--", "/bin/sh", "./" + script};
  }

  @Test
  void killedRunsLoseNothing() throws Exception {
    kills(2);
  }

  @Test
  @Tag("soak")
  void thirtyKilledRunsLoseNothing() throws Exception {
    kills(30);
  }

  /** At every start of the guest both counters are equal; a kill takes neither back. */
  private void kills(int count) throws Exception {
    Random random = new Random(count);
    ProcessKiller killer = new ProcessKiller(random);
    int before = 0;
    for (int i = 0; i < count; i++) {
      killer.kill(work, "host/machines", words("guest"));
      Spawned.Ended next = afterTheGuest();
      assertEquals(0, next.code(), next.err());
      assertFalse(Files.exists(work.resolve("differ")), () -> differ());
      int now = Integer.parseInt(Files.readString(work.resolve("disk")).strip());
      assertTrue(now > before, now + " after " + before);
      assertEquals("" + now, word());
      nothingInTheClear();
      before = now;
    }
  }

  /** The guest of a killed run goes on for a moment, and until then the next run is refused. */
  private Spawned.Ended afterTheGuest() throws Exception {
    Spawned.Ended next = BranchHost.run(work, "host run host app.svm -- /bin/sh ./guest");
    while (next.err().contains("still uses its parts")) {
      next = BranchHost.run(work, "host run host app.svm -- /bin/sh ./guest");
    }
    return next;
  }

  private String differ() {
    try {
      return Files.readString(work.resolve("differ"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void nothingInTheClear() throws Exception {
    byte[] start = new byte[64];
    new Random(3).nextBytes(start);
    String state = new String(start, StandardCharsets.ISO_8859_1);
    List<Path> clear = new ArrayList<>();
    for (Path file : Spawned.regularFiles(work)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      if (text.contains(state) || file.endsWith("run.json")) {
        clear.add(file);
      }
    }
    assertEquals(List.of(), clear);
  }
}
