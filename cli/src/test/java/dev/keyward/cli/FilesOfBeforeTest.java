package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that an older Keyward wrote are read and edited; the tests share copies of them. */
class FilesOfBeforeTest {

  /** When the files of {@code fixtures/before} were a few days old. */
  private static final String LATER = "2026-12-01T00:00:00Z";

  @TempDir static Path temp;

  private static Playground store;
  private static Playground demo;

  @BeforeAll
  static void copyTheFiles() {
    store = Playground.in(temp.resolve("store"));
    demo = Playground.unchanged("before", temp.resolve("demo"));
  }

  private static Run done(Playground where, String... words) {
    Run run = where.unlocked(words);
    assertEquals(0, run.exit(), List.of(words) + ": " + run.err());
    return run;
  }

  private static Run later(String... words) {
    return demo.unlocked(
        Stream.concat(Stream.of("--now", LATER), Stream.of(words)).toArray(String[]::new));
  }

  private static void says(Run run, int exit, String text) {
    assertEquals(exit, run.exit(), run.err());
    assertTrue(run.out().contains(text), run.out());
  }

  @Test
  void guardiansOfAStoreAreRenewed() {
    done(store, "guardian", "renew", "business-it", "--validity-days", "730");
    says(done(store, "guardian", "show", "business-it"), 0, "private keys  in this store");
    says(done(store, "guardian", "list"), 0, "datacenter-hgs");
  }

  @Test
  void aStoreOfTheDemoOpensItsProtectors() {
    says(later("guardian", "list"), 0, "business-it");
    Run check =
        later("protector", "check", "application-vm.kp", "--guardian", "business-it", "--prove");
    assertEquals(0, check.exit(), check.err());
  }

  /** New keys cannot have an empty passphrase any more; what was made with one still opens. */
  @Test
  void anEmptyPassphraseStillOpensWhatWasMadeWithIt() throws IOException {
    Files.writeString(demo.path("empty.txt"), "\n");
    String[] words = {
      "protector",
      "create",
      "--owner",
      "nobody",
      "-o",
      "made",
      "--store",
      "empty-passphrase-store",
      "--now",
      LATER,
      "--passphrase-file",
      "empty.txt"
    };
    Run made = demo.run(words);
    assertEquals(0, made.exit(), made.err());
    assertTrue(made.err().contains("the passphrase is empty"), made.err());
  }

  @Test
  void aServiceGetsAnotherCertificate() {
    says(done(store, "hgs", "certificate", "list", "hgs"), 0, "encryption  primary");
    done(store, "hgs", "certificate", "add", "hgs", "--use", "encryption", "--key-size", "2048");
    String list = done(store, "hgs", "certificate", "list", "hgs").out();
    assertEquals(3, list.split("\\n {2}encryption ", -1).length - 1, list);
  }

  @Test
  void aHostShowsWhatItKnows() {
    says(store.run("host", "show", "hosts/older", "--now", "2026-11-22T21:00:00Z"), 0, "Passed");
    Run show = later("host", "show", "branch-host");
    assertTrue(
        show.exit() <= 1 && show.out().contains("KeyProtectionServerUrl"), show.out() + show.err());
  }

  /** The record and the last known good file of this machine are of before. */
  @Test
  void aHostStartsAMachineThatItStartedBefore() throws Exception {
    Instant now = Instant.parse(LATER);
    String word = Files.readString(demo.path("passphrase.txt")).strip();
    try (Passphrase passphrase = Passphrase.copyOf(word.toCharArray());
        LocalHgs service = new LocalHgs(demo.path("branch-hgs"), passphrase, now)) {
      Run configured = later("host", "configure", "branch-host", "--primary", service.url());
      assertEquals(0, configured.exit(), configured.err());
      Files.copy(demo.path("application-vm.svm"), demo.path("before.svm"));
      Run start = later("host", "start", "branch-host", "application-vm.svm");
      assertEquals(0, start.exit(), start.out() + start.err());
      says(
          later("vm", "check", "application-vm.svm", "--prove", "--descends-from", "before.svm"),
          0,
          "descends from before.svm: yes");
      Files.copy(demo.path("before.svm"), demo.path("older.svm"));
      Run older = later("host", "start", "branch-host", "older.svm");
      assertTrue(older.err().contains("which came before"), older.err());
    }
  }

  @Test
  void aShieldedVmIsShownAndResealed() throws IOException {
    says(done(store, "vm", "show", "vms/app.svm"), 0, "policy");
    done(store, "vm", "reseal", "vms/app.svm", "--as", "central-it", "-o", "new.svm");
    says(done(store, "vm", "check", "new.svm", "--guardian", "branch-hgs"), 0, "branch-hgs");
    says(
        done(store, "vm", "check", "new.svm", "--prove", "--descends-from", "vms/app.svm"),
        0,
        "descends from vms/app.svm: yes");
    done(store, "vm", "unshield", "vms/app.svm", "--as", "central-it", "-o", "was");
    done(store, "vm", "unshield", "new.svm", "--as", "central-it", "-o", "is");
    assertEquals(-1, Files.mismatch(store.path("was/vtpm-state"), store.path("is/vtpm-state")));
  }

  @Test
  void shieldingDataIsShownAndOpened() {
    says(done(store, "shielding-data", "show", "shielding/server.sdata"), 0, "central-it");
    done(
        store, "shielding-data", "open", "shielding/server.sdata", "--as", "central-it", "-o", "o");
    assertTrue(Files.exists(store.path("o")));
  }

  @Test
  void aDiskIsHeldAgainstItsCatalog() {
    says(
        done(store, "template", "verify", "disks/server.img", "catalogs/server.catalog"), 0, "is ");
  }

  @Test
  void sharesOfAnAuditAreMerged() {
    Run merge =
        store.run("audit", "merge", "shards-version-1/one.jsonl", "shards-version-1/two.jsonl");
    says(merge, 1, "4 protectors");
  }

  @Test
  void protectorsAreAuditedWithAPolicy() {
    Run audit =
        store.run(
            "audit",
            "protectors/app-vm.framed",
            "--policy",
            "policies/branch.yaml",
            "--fail-on",
            "error");
    assertTrue(audit.exit() <= 1 && audit.out().contains("1 protector"), audit.out() + audit.err());
  }

  @Test
  void aTopologyIsChecked() throws IOException {
    Run check = later("fleet", "check", "fleet.yaml", "--protectors", ".");
    assertTrue(check.out().startsWith("2 machines, 1 host, 1 service, 1 site"), check.err());
  }
}
