package dev.keyward.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file of one guardian of a store was lost, as after a sparse checkout. */
class DamagedEntryTest {

  private static final String PIN =
      "0a1f310f5962ad61edada02b8a3963193b276fa01ea658cd6c173bfb220afece";
  private static final String BRANCH = "guardians/branch-hgs/24d7743fac8bbae5/public/";

  @TempDir Path folder;

  private Playground playground;

  @BeforeEach
  void open() {
    playground = Playground.of("pipelines/damaged-entry-blocks-store", folder.resolve("case"));
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of("--store", "s", "--now", "2026-11-28T14:00:00Z"));
    all.addAll(List.of(words));
    return playground.run(all.toArray(String[]::new));
  }

  @Test
  void aListShowsItAndTheOthers() {
    Run list = run("guardian", "list");
    assertEquals(0, list.exit(), list.err());
    assertTrue(list.out().contains("datacenter-hgs           -     pinned"), list.out());
    assertTrue(list.out().contains("branch-hgs               -     DAMAGED: "), list.out());
    assertTrue(list.err().contains("guardian branch-hgs of the store is damaged"), list.err());
  }

  @Test
  void aListInJsonShowsItApart() {
    Run list = run("guardian", "list", "--output", "json");
    JsonSchemas.check("guardian-list", list.out());
    assertTrue(list.out().contains("\"code\": \"damaged-store\""), list.out());
  }

  @Test
  void anAuditNamesTheOthersAndWarns() {
    Run audit = run("audit", "vm.xml");
    assertEquals(1, audit.exit(), audit.err());
    assertTrue(audit.out().contains("+ datacenter-hgs, unknown: branch-hgs"), audit.out());
    assertTrue(audit.err().contains("so it is unknown here"), audit.err());
  }

  @Test
  void eachReportOfAnAuditNamesIt() throws IOException {
    String reports = " --csv-basis r.csv --report r.json --report r.sarif --report r.html";
    assertEquals(1, run(("audit vm.xml" + reports).split(" ")).exit());
    for (String ending : List.of("csv", "json", "sarif", "html")) {
      String report = new String(playground.bytes("r." + ending), StandardCharsets.UTF_8);
      assertTrue(report.contains("damaged entries are unknown here: branch-hgs"), ending);
    }
  }

  @Test
  void eachReportOfAFleetNamesIt() throws IOException {
    Files.writeString(playground.path("fleet.yaml"), NamedStoreTest.FLEET);
    List<String> words =
        new ArrayList<>(List.of("fleet", "check", "fleet.yaml", "--protectors", "vm.xml"));
    List<String> endings = List.of("csv", "json", "sarif", "html");
    endings.forEach(ending -> words.addAll(List.of("--report", "r." + ending)));
    Run text = run(words.toArray(String[]::new));
    String unknown = "damaged entries are unknown here: branch-hgs";
    assertTrue(text.out().contains(unknown), text.out());
    for (String ending : List.of("csv", "sarif", "html")) {
      String report = new String(playground.bytes("r." + ending), StandardCharsets.UTF_8);
      assertTrue(report.contains(unknown), ending);
    }
    String json = new String(playground.bytes("r.json"), StandardCharsets.UTF_8);
    assertTrue(json.contains("\"storeDamaged\":[\"branch-hgs\"]"), json);
    JsonSchemas.check("fleet-availability", json);
    Run available = run("fleet", "availability", "fleet.yaml", "--protectors", "vm.xml");
    assertTrue(available.out().contains(unknown), available.out());
  }

  @Test
  void aCheckInJsonNamesIt() {
    Run check = run("protector", "check", "vm.xml", "--output", "json");
    JsonSchemas.check("protector-check", check.out());
    assertTrue(check.out().contains("\"branch-hgs\""), check.out());
  }

  @Test
  void anErrorAboutItNamesBothWaysOut() {
    Run show = run("guardian", "show", "branch-hgs");
    assertEquals(3, show.exit());
    assertTrue(show.err().contains("guardian import branch-hgs FILE --replace"), show.err());
    assertTrue(show.err().contains("guardian remove branch-hgs --yes"), show.err());
    assertEquals(0, run("guardian", "show", "datacenter-hgs").exit());
  }

  @Test
  void removeRemovesIt() {
    assertEquals(2, run("guardian", "remove", "branch-hgs").exit());
    Run removed = run("guardian", "remove", "branch-hgs", "--yes");
    assertEquals(0, removed.exit(), removed.err());
    assertTrue(removed.err().contains("retired or compromised"), removed.err());
    assertFalse(run("guardian", "list").out().contains("branch-hgs"));
  }

  @Test
  void importReplacesIt() throws IOException {
    Files.copy(playground.path("s/" + BRANCH + "metadata.xml"), playground.path("m.xml"));
    Run replaced = run("guardian", "import", "branch-hgs", "m.xml", "--pin", PIN, "--replace");
    assertEquals(0, replaced.exit(), replaced.err());
    assertTrue(replaced.err().contains("no longer knows it"), replaced.err());
    Run list = run("guardian", "list");
    assertFalse(list.out().contains("DAMAGED"), list.out());
    assertEquals("", list.err());
  }

  /** What it knew of its keys is lost, so another name must not take them as if they were new. */
  @Test
  void noOtherGuardianTakesItsKeys() throws IOException {
    Files.copy(playground.path("s/" + BRANCH + "metadata.xml"), playground.path("m.xml"));
    Run other = run("guardian", "import", "other", "m.xml", "--pin", PIN);
    assertEquals(4, other.exit(), other.err());
    assertTrue(other.err().contains("a key of branch-hgs, whose entry"), other.err());
  }

  @Test
  void privateKeysInItAreNotReplaced() throws IOException {
    Files.copy(playground.path("s/" + BRANCH + "metadata.xml"), playground.path("m.xml"));
    Path keys = playground.path("s/guardians/branch-hgs/24d7743fac8bbae5/private");
    Files.createDirectory(keys);
    Files.writeString(keys.resolve("signing.p12"), "x");
    Run refused = run("guardian", "import", "branch-hgs", "m.xml", "--pin", PIN, "--replace");
    assertEquals(3, refused.exit());
    assertTrue(refused.err().contains("restore its folder from a backup; "), refused.err());
    assertTrue(Files.exists(keys.resolve("signing.p12")));
  }

  /** The owner, and who is let in, are other guardians of the store. */
  @Test
  void anEditThatNeedsOthersGoesOn() throws IOException {
    Playground place = Playground.in(folder.resolve("other"));
    String generation =
        new String(place.bytes("store/guardians/old-hgs/current"), US_ASCII).strip();
    Files.write(
        place.path("store/guardians/old-hgs/" + generation + "/public/signing.cer"), new byte[0]);
    String create = "protector create --owner central-it --guardian datacenter-hgs -o p.kp";
    assertEquals(0, place.unlocked(create.split(" ")).exit());
    List<String> lines =
        List.of(
            "protector grant p.kp --guardian branch-hgs --in-place",
            "protector revoke p.kp --guardian datacenter-hgs --in-place",
            "protector hand-over p.kp --to business-it --keep-wrapping 2 -o q.kp");
    for (String line : lines) {
      Run run = place.unlocked(line.split(" "));
      assertEquals(0, run.exit(), line + ": " + run.err());
      assertTrue(run.err().contains("guardian old-hgs of the store is damaged"), run.err());
    }
  }

  @Test
  void everyFileOfTheOtherMayBeLostToo() throws IOException {
    List<String> files = List.of("guardian.properties", "signing.cer", "encryption.cer");
    for (String file : files) {
      open();
      Path path = playground.path("s/guardians/datacenter-hgs/a05abc65fbe710d3/public/" + file);
      Files.write(path, new byte[0]);
      Run list = run("guardian", "list");
      assertEquals(0, list.exit(), list.err());
      assertTrue(list.out().contains("datacenter-hgs           -     DAMAGED: "), list.out());
      assertEquals(0, run("guardian", "remove", "branch-hgs", "--yes").exit());
    }
  }
}
