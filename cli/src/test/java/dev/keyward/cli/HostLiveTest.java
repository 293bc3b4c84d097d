package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The commands of a guarded host with two services that are really there. */
class HostLiveTest extends InBranch {

  private static void json(String schema, Spawned.Ended ended, String... parts) {
    JsonSchemas.check(schema, ended.out());
    for (String part : parts) {
      assertTrue(ended.out().contains(part), part + " in " + ended.out());
    }
  }

  @Test
  void startsAndShowsThatTheHostIsGuarded() {
    Spawned.Ended ended = BranchHost.run(work, "host start host app.svm --output json");
    assertEquals(0, ended.code(), ended.err());
    json("host-start", ended, "\"sealedBy\": \"branch\"", "\"generation\": 2", "\"primary\"");
    Spawned.Ended shown = BranchHost.run(work, "host show host --output json");
    json("host-show", shown, "\"IsHostGuarded\": true", "\"AttestationStatus\": \"Passed\"");
    BranchHost.done(work, "vm check app.svm --prove");
  }

  /** Which these are is said in docs/architecture.md of core. */
  @Test
  void aStartOpensTheFileFourTimes() throws Exception {
    CountingDisk disk = new CountingDisk(work.getFileSystem(), "app.svm");
    Spawned.Ended ended = Spawned.run(disk.wrap(work), BranchHost.words("host start host app.svm"));
    assertEquals(0, ended.code(), ended.err());
    assertEquals(4, disk.opens());
  }

  @Test
  void opensIntoAFolder() throws Exception {
    String out = BranchHost.done(work, "host start host app.svm --allow-disk -o opened");
    assertEquals(
        "primary, try 1, key protection: answered; done\n"
            + "app.svm: started app, generation 2, owner owner, sealed by branch, opened into"
            + " opened in the clear\n",
        out);
    assertEquals(SecretVm.SECRET, Files.readString(work.resolve("opened/secret/word")));
    assertEquals(SecretVm.STATE, Files.size(work.resolve("opened/vtpm-state")));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "folders in memory are known on Linux only")
  void opensIntoMemoryAndNotOnADisk() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "skipped: there is no /dev/shm");
    Path disk = Path.of("opened-on-a-disk").toAbsolutePath();
    assumeTrue(
        !Files.getFileStore(disk.getParent()).type().equals("tmpfs"),
        "skipped: the project is in memory");
    Spawned.Ended refused = BranchHost.run(work, "host start host app.svm -o " + disk);
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("or give --allow-disk"), refused.err());
    assertFalse(Files.exists(disk));
    Path opened = memory.resolve("keyward-test-" + ProcessHandle.current().pid());
    BranchHost.done(work, "host start host app.svm -o " + opened);
    assertEquals(SecretVm.SECRET, Files.readString(opened.resolve("secret/word")));
    Spawned.deleteTree(opened);
  }

  /**
   * The file calls its owner "owner", and the store of this host knows another one by that name.
   */
  @Test
  void aNameThatTheFileClaimsIsNotTakenForItsOwner() {
    BranchHost.done(work, "--store other guardian create owner --key-size 2048");
    String out = BranchHost.done(work, "--store other host start host app.svm");
    assertTrue(
        out.matches(
            "(?s).*, owner unknown here \\([0-9a-f]{16}\\), calls itself owner, which is another"
                + " guardian here, sealed by branch\n"),
        out);
    Spawned.Ended json =
        BranchHost.run(work, "--store other host start host app.svm --output json");
    json("host-start", json, "\"known\": null", "\"sealedBy\": \"branch\"");
  }

  /** The certificate of a service claims a name, too; the host pinned its key under one. */
  @Test
  void theGuardianOfAServiceHasTheNameThatTheHostPinned() {
    String out = BranchHost.done(work, "--store none host test host --use-primary");
    assertTrue(out.matches("(?s).*Guardian +: branch \\[[0-9a-f]{12}\\]\n.*"), out);
    String bare =
        BranchHost.done(work, "--store none host configure host --primary " + world.branch.url());
    assertTrue(bare.contains("IsHostGuarded"), bare);
    String unknown = BranchHost.done(work, "--store none host test host --use-primary");
    assertTrue(unknown.contains(": unknown here, calls itself "), unknown);
  }

  @Test
  void anOwnerWhoseCertificateHasEndedIsStartedAndSaid() {
    Spawned.Ended ended =
        BranchHost.run(work, "host start host app.svm --now 2099-01-01T00:00:00Z");
    assertTrue(ended.err().contains("app.svm: the owner's certificate ended on"), ended.err());
  }

  @Test
  void fallsBackWithAnEventAndReturnsAtOnce() throws Exception {
    world.branch.down();
    Spawned.Ended ended = BranchHost.run(work, "host start host app.svm --output json");
    assertEquals(0, ended.code(), ended.err());
    json("host-start", ended, "\"fallback\"", "\"next\": \"try-fallback\"", "datacenter");
    json(
        "host-show",
        BranchHost.run(work, "host show host --output json"),
        "\"IsFallbackInUse\": true");
    List<String> events = Files.readAllLines(work.resolve("host/events.jsonl"));
    assertEquals(1, events.size());
    JsonSchemas.check("host-event", events.get(0));
    world.branch.up();
    String out = BranchHost.done(work, "host start host app.svm");
    assertTrue(out.startsWith("primary, try 1, key protection: answered; done\n"), out);
    json(
        "host-show",
        BranchHost.run(work, "host show host --output json"),
        "\"IsFallbackInUse\": false");
  }

  @Test
  void aHostThatIsNotRegisteredIsRefusedWithoutAFallback() throws Exception {
    BranchHost.done(work, "host start host app.svm");
    world.branch.unregister();
    try {
      Spawned.Ended ended = BranchHost.run(work, "host start host app.svm");
      assertEquals(1, ended.code(), ended.err());
      assertTrue(ended.out().contains("attesting again"), ended.out());
      assertTrue(ended.out().contains("not authorized"), ended.out());
      assertTrue(ended.err().contains("hint: register this host's host-key.pem"), ended.err());
      assertFalse(Files.exists(work.resolve("host/events.jsonl")));
      Spawned.Ended test = BranchHost.run(work, "host test host --use-primary --output json");
      assertEquals(1, test.code());
      json("host-test", test, "UnauthorizedHost", "301");
    } finally {
      world.branch.register(work.resolve("host/host-key.pem"));
    }
  }

  @Test
  void eachServiceIsTestedByItself() {
    world.branch.down();
    Spawned.Ended primary = BranchHost.run(work, "host test host --use-primary --output json");
    assertEquals(5, primary.code());
    json("host-test", primary, "TransientError", "300");
    Spawned.Ended fallback = BranchHost.run(work, "host test host --use-fallback --output json");
    assertEquals(0, fallback.code(), fallback.err());
    json("host-test", fallback, "Passed", "100", "\"server\": \"fallback\"");
    assertFalse(Files.exists(work.resolve("host/events.jsonl")));
  }

  @Test
  void anotherSealThanThePinnedOneIsNotTaken() throws Exception {
    BranchHost.done(
        work, "host configure host --primary " + world.branch.url() + " --guardian datacenter");
    byte[] before = Files.readAllBytes(work.resolve("app.svm"));
    Spawned.Ended ended = BranchHost.run(work, "host start host app.svm");
    assertEquals(4, ended.code(), ended.err());
    assertTrue(ended.err().contains("which the configuration pins"), ended.err());
    assertEquals(before.length, Files.size(work.resolve("app.svm")));
    assertEquals(4, BranchHost.run(work, "host test host --use-primary").code());
  }

  @Test
  void aRolledBackFileIsRefusedUnlessThatIsAccepted() throws Exception {
    byte[] first = Files.readAllBytes(work.resolve("app.svm"));
    BranchHost.done(work, "host start host app.svm");
    Files.write(work.resolve("app.svm"), first);
    assertEquals(3, BranchHost.run(work, "host start host app.svm").code());
    BranchHost.done(work, "host start host app.svm --accept-rollback");
  }

  @Test
  void theConfigurationHasTheFormOfItsSchema() throws Exception {
    JsonSchemas.check("host", Files.readString(work.resolve("host/host.json")));
  }

  @Test
  void twoStartsAtOnceBothEndWell() throws Exception {
    CompletableFuture<Spawned.Ended> other =
        CompletableFuture.supplyAsync(() -> BranchHost.run(work, "host start host app.svm"));
    BranchHost.done(work, "host start host app.svm");
    assertEquals(0, other.get().code(), other.get().err());
    assertStartedTwice();
  }

  @Test
  @Tag("soak")
  void twoProcessesThatStartAtOnceBothEndWell() throws Exception {
    Process one = Spawned.start(work, BranchHost.words("host start host app.svm"));
    Process two = Spawned.start(work, BranchHost.words("host start host app.svm"));
    assertEquals(0, one.waitFor());
    assertEquals(0, two.waitFor());
    assertStartedTwice();
  }

  private void assertStartedTwice() {
    String shown = BranchHost.done(work, "vm check app.svm --prove");
    assertTrue(shown.contains("generation: 3"), shown);
  }
}
