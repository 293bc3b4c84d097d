package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code host start} at seeded moments, in a third of the rounds the service too: the machine
 * still starts, what is in it is whole, and none of it lies in the clear.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostKillIT {

  private static final String START = "host start host app.svm";

  /** No lock names them: nobody knows that they are left over. */
  private static final Set<String> BYSTANDERS =
      Set.of(
          ".keyward-1-10-1.tmp",
          ".keyward-7-7.keyward-lock",
          "notes.tmp",
          "host/.keyward-1-10-1.tmp");

  private static final String RESEAL =
      "vm reseal app.svm --as owner --revoke datacenter --in-place";
  private static final String UPDATE =
      "vm update app.svm --as owner --set-secret word=new --in-place";

  private BranchHost world;

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    world = new BranchHost(folder);
    BranchHost.done(
        world.folder,
        "host configure host --guardian branch --failover-limit 10 --primary "
            + world.branch.url());
  }

  @AfterAll
  void end() {
    world.close();
  }

  @Test
  void aKilledStartLeavesAMachineThatStarts() throws Exception {
    kills(3);
  }

  @Test
  void aStartWhoseDiskDiesLeavesAMachineThatStarts() throws Exception {
    diskDies(2);
  }

  @Test
  @Tag("soak")
  void aStartWhoseDiskDiesAtManyMomentsLeavesAMachineThatStarts() throws Exception {
    diskDies(24);
  }

  private void diskDies(int rounds) throws Exception {
    Killer killer = new DiskKiller(new Random(8), rounds);
    for (int i = 0; i <= rounds; i++) {
      Path work = world.copy();
      leaveBystanders(work);
      killer.kill(work, "", BranchHost.words(START));
      check(work);
      Spawned.deleteTree(work);
    }
  }

  @Test
  void nothingLiesInTheClearWhenAStartIsInterrupted() throws Exception {
    Path work = world.copy();
    Process held =
        SlowDisk.start(
            work, "*-1.tmp", variables(work), BranchHost.words(START + " --allow-disk -o opened"));
    SlowDisk.awaitHeld(work, held);
    held.destroy();
    held.waitFor();
    assertFalse(Files.exists(work.resolve("opened")));
    nothingInTheClear(work);
  }

  private static Map<String, String> variables(Path work) {
    return Map.of(
        "KEYWARD_PASSPHRASE",
        "a passphrase for tests",
        "KEYWARD_STORE",
        work.resolve(".keyward").toString());
  }

  @Test
  void aResealBesideAStartLosesNeither() throws Exception {
    Path work = world.copy();
    both(work, START, RESEAL + " --accept-sealed-by trusted");
    assertStarted(work, 4);
  }

  @Test
  @Tag("soak")
  void aStartBesideAResealStartsWhatWasSealed() throws Exception {
    Path work = world.copy();
    both(work, RESEAL, START);
    assertStarted(work, 4);
  }

  @Test
  @Tag("soak")
  void anUpdateBesideAStartLosesNeither() throws Exception {
    Path work = world.copy();
    Files.writeString(work.resolve("new"), "new");
    both(work, START, UPDATE + " --accept-sealed-by trusted");
    assertUpdated(work);
  }

  @Test
  @Tag("soak")
  void aStartBesideAnUpdateStartsWhatWasSealed() throws Exception {
    Path work = world.copy();
    Files.writeString(work.resolve("new"), "new");
    both(work, UPDATE, START);
    assertUpdated(work);
  }

  /** The first is held just before the new file gets the machine's name. */
  private static void both(Path work, String first, String second) throws Exception {
    MeetingDisk disk = new MeetingDisk(work, "app.svm");
    Path met = disk.wrap(work);
    disk.both(() -> BranchHost.done(met, first), () -> BranchHost.done(met, second));
  }

  /** Neither the start nor the edit counts twice or is lost, and the machine goes on. */
  private static void assertStarted(Path work, int generation) {
    BranchHost.done(work, "vm check app.svm --guardian branch");
    assertEquals(1, BranchHost.run(work, "vm check app.svm --guardian datacenter").code());
    String started = BranchHost.done(work, START);
    assertTrue(started.contains("generation " + generation + ","), started);
  }

  private static void assertUpdated(Path work) throws Exception {
    String started = BranchHost.done(work, START + " --allow-disk -o opened");
    assertTrue(started.contains("generation 4,"), started);
    assertEquals("new", Files.readString(work.resolve("opened/secret/word")));
    Spawned.deleteTree(work.resolve("opened"));
    nothingInTheClear(work);
  }

  @Test
  @Tag("soak")
  void threeHundredKilledStartsLeaveAMachineThatStarts() throws Exception {
    kills(300);
  }

  private void kills(int count) throws Exception {
    Random random = new Random(count);
    Killer killer = new ProcessKiller(random);
    for (int i = 0; i < count; i++) {
      Path work = world.copy();
      leaveBystanders(work);
      Thread assassin = i % 3 == 2 ? serverKiller(random.nextInt(1500)) : new Thread(() -> {});
      assassin.start();
      killer.kill(work, "", BranchHost.words(START));
      assassin.join();
      world.branch.up();
      check(work);
      Spawned.deleteTree(work);
    }
  }

  private Thread serverKiller(int milliseconds) {
    return new Thread(
        () -> {
          try {
            Thread.sleep(milliseconds);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          world.branch.down();
        });
  }

  private static void check(Path work) throws Exception {
    nothingInTheClear(work);
    String started = BranchHost.done(work, START);
    assertTrue(started.matches("(?s).*generation [23],.*"), started);
    BranchHost.done(work, "vm unshield app.svm --as owner -o opened");
    assertEquals(SecretVm.SECRET, Files.readString(work.resolve("opened/secret/word")));
    assertEquals(SecretVm.STATE, Files.size(work.resolve("opened/vtpm-state")));
    assertEquals(BYSTANDERS, temporaryFiles(work));
  }

  /** Files of a user that look like temporary ones, beside the machine and in the host's folder. */
  private static void leaveBystanders(Path work) throws Exception {
    for (String name : BYSTANDERS) {
      Files.writeString(work.resolve(name), "mine");
    }
  }

  /** All files with such a name, which the start after a killed one removes if they are its own. */
  private static Set<String> temporaryFiles(Path work) throws Exception {
    Set<String> names = new TreeSet<>();
    for (Path file : Spawned.regularFiles(work)) {
      String name = work.relativize(file).toString();
      if (name.matches("(.*/)?\\.keyward-[^/]*(/.*)?|.*\\.tmp")) {
        assertEquals("mine", Files.readString(file), name);
        names.add(name);
      }
    }
    return names;
  }

  @Test
  @Tag("soak")
  void theInitAfterAKilledOneRemovesTheKeysThatWereLeft() throws Exception {
    Path work = Files.createDirectory(world.folder.resolveSibling("init"));
    Killer killer = new ProcessKiller(new Random(22));
    for (int i = 0; i < 30; i++) {
      Files.writeString(work.resolve(".keyward-1-10-1.tmp"), "mine");
      killer.kill(work, "", "host", "init", "new");
      if (Files.exists(work.resolve("new"))) {
        Spawned.deleteTree(work.resolve("new"));
      }
      BranchHost.done(work, "host init new");
      assertEquals(Set.of(".keyward-1-10-1.tmp"), temporaryFiles(work));
      Spawned.deleteTree(work);
      Files.createDirectory(work);
    }
  }

  /** Neither the machine's secrets nor keys, but for the host's own, which lie in their place. */
  private static void nothingInTheClear(Path work) throws Exception {
    for (Path file : Spawned.regularFiles(work)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertFalse(text.contains(SecretVm.SECRET), file.toString());
      boolean hostKey = file.startsWith(work.resolve("host/private"));
      assertEquals(hostKey, text.contains("PRIVATE KEY"), file.toString());
    }
  }
}
