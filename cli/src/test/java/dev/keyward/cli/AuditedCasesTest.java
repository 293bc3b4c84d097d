package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What audits say of certificates that were renewed, of weak keys, and of copies. */
class AuditedCasesTest {

  private static final String AFTER_EXPIRY = "2027-04-01T00:00:00Z";

  @TempDir Path folder;

  private Playground playground;

  private void open(String name) {
    playground = Playground.of("identity/" + name, folder.resolve(name));
  }

  private Run run(String... words) {
    return playground.run(words);
  }

  private Run stateless(String... words) {
    List<String> all = new ArrayList<>(List.of("--store", "none"));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  @Test
  void theAdviceOnARenewedCertificateEndsTheFinding() {
    open("expiry-finding-never-clears");
    Run before = run("audit", "vm.kp", "--now", AFTER_EXPIRY);
    assertTrue(before.out().contains("error  expired: tenant has a certificate"), before.out());
    assertTrue(
        before.out().contains("keyward protector renew vm.kp --guardian tenant --in-place"),
        before.out());
    Run renew =
        playground.unlocked(
            "protector",
            "renew",
            "vm.kp",
            "--guardian",
            "tenant",
            "--in-place",
            "--now",
            AFTER_EXPIRY);
    assertEquals(0, renew.exit(), renew.err());
    Run after = run("audit", "vm.kp", "--now", AFTER_EXPIRY);
    assertEquals(0, after.exit(), after.out());
    assertFalse(after.out().contains("expired"), after.out());
  }

  @Test
  void aPrimeModulusIsAWeakKeyHoweverLong() {
    open("weak-modulus");
    Run audit = stateless("audit", "vms", "--guardians", "known");
    assertEquals(1, audit.exit());
    assertTrue(audit.out().contains("error  weak-key"), audit.out());
    assertTrue(audit.out().contains("an RSA modulus that is prime"), audit.out());
    assertTrue(audit.err().contains("prime-hgs"), audit.err());
  }

  @Test
  void whoAsksForOneProtectorHearsOfAPrimeModulusToo() {
    open("weak-modulus");
    Run verify = stateless("protector", "verify", "vms/prime.xml");
    assertEquals(1, verify.exit());
    assertTrue(verify.out().contains("FAILS           encryption-key "), verify.out());
    assertTrue(verify.out().contains("anybody can work out the private key"), verify.out());
    Run check = stateless("protector", "check", "vms/prime.xml");
    assertTrue(check.err().contains("the encryption key has an RSA modulus"), check.err());
    assertEquals(1, stateless("protector", "check", "vms/prime.xml", "--strict").exit());
  }

  @Test
  void oneNameInSeveralFilesIsANote() {
    open("copies-by-vm-name");
    for (List<String> inputs : List.of(List.of("s"), List.of("s/berlin", "s/zuerich"))) {
      List<String> words = new ArrayList<>(List.of("audit"));
      words.addAll(inputs);
      Run audit = stateless(words.toArray(String[]::new));
      assertTrue(audit.out().contains("note  same-protector"), audit.out());
      assertTrue(audit.out().contains("one VM in several copies, or a copied VM"), audit.out());
    }
    Run weeks = stateless("audit", "weeks", "--now", AFTER_EXPIRY);
    assertTrue(weeks.out().contains("note  same-protector"), weeks.out());
    assertFalse(weeks.out().contains("warning  same"), weeks.out());
  }

  @Test
  void twoNamesThatDifferBehindADotAreTwoVms() {
    open("copies-by-vm-name");
    Run audit = stateless("audit", "fqdn");
    assertTrue(
        audit.out().contains("warning  same-protector: the same document as app.contoso.ch"),
        audit.out());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkToAFileOfTheInputIsThatFile() throws IOException {
    open("copies-by-vm-name");
    Files.createSymbolicLink(playground.path("s/berlin/shortcut.kp"), Path.of("dc01.kp"));
    for (List<String> inputs :
        List.of(
            List.of("s/berlin"),
            List.of("s/berlin/dc01.kp", "s/berlin/shortcut.kp"),
            List.of("s/berlin/shortcut.kp", "s/berlin"))) {
      List<String> words = new ArrayList<>(List.of("audit"));
      words.addAll(inputs);
      Run audit = stateless(words.toArray(String[]::new));
      assertTrue(audit.out().startsWith("1 protector: 1 valid"), audit.out());
      assertFalse(audit.out().contains("same-protector"), audit.out());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void linksThatAreNotFollowedAreNamedWhereDetailsAreAskedFor() throws IOException {
    open("copies-by-vm-name");
    Files.createSymbolicLink(playground.path("s/berlin/out.kp"), Path.of("../zuerich/dc01.kp"));
    Files.createSymbolicLink(playground.path("s/berlin/gone.kp"), Path.of("nothing.kp"));
    Run audit = stateless("audit", "s/berlin", "--verbose");
    assertTrue(audit.err().contains("s/berlin/gone.kp: a link, not followed"), audit.err());
    assertTrue(audit.err().contains("s/berlin/out.kp: a link, not followed"), audit.err());
    assertFalse(stateless("audit", "s/berlin").err().contains("not followed"));
  }

  @Test
  void aStoreThatStrangersPutBesideTheirFilesSaysNothing() {
    open("relative-store");
    Run share =
        Run.in(playground.path("share"))
            .variables(Map.of("KEYWARD_STORE", "contoso-store"))
            .run("audit", "vms", "--now", AFTER_EXPIRY);
    assertEquals(2, share.exit(), share.out());
    assertTrue(share.err().contains("expected an absolute path"), share.err());
  }

  @Test
  void aReportSaysWhichStoreItTookNamesFrom() throws IOException {
    open("relative-store");
    String store = playground.path("admin/contoso-store").toString();
    Run audit =
        Run.in(playground.path("share"))
            .variables(Map.of("KEYWARD_STORE", store))
            .run(
                "audit",
                "vms",
                "--now",
                AFTER_EXPIRY,
                "--csv-basis",
                "r.csv",
                "--report",
                "r.sarif");
    assertTrue(audit.out().contains("error  unknown-owner"), audit.out());
    assertTrue(audit.out().contains("names from the guardian store " + store), audit.out());
    for (String report : List.of("r.csv", "r.sarif")) {
      String text = Files.readString(playground.path("share/" + report));
      assertTrue(text.replace("\\\\", "\\").contains("the guardian store " + store), text);
    }
  }

  @Test
  void sharesAreMergedWhereverEachHadTheSameStore() throws IOException {
    open("relative-store");
    Files.move(playground.path("admin/contoso-store"), playground.path("elsewhere"));
    Playground.of("identity/relative-store/admin", playground.path("admin"));
    for (String place : List.of("elsewhere", "admin/contoso-store")) {
      String share = place.equals("elsewhere") ? "1/2" : "2/2";
      Run made =
          Run.in(playground.path("share"))
              .variables(Map.of("KEYWARD_STORE", playground.path(place).toString()))
              .run(
                  "audit",
                  "vms",
                  "--shard",
                  share,
                  "--now",
                  AFTER_EXPIRY,
                  "-o",
                  share.charAt(0) + ".jsonl");
      assertEquals(0, made.exit(), made.err());
    }
    Run merged =
        Run.in(playground.path("share"))
            .variables(Map.of())
            .run("audit", "merge", "1.jsonl", "2.jsonl");
    assertTrue(merged.out().contains("error  unknown-owner"), merged.err());
  }

  @Test
  void aGroupWithATypingErrorIsTold() {
    open("policy-group-by-folder-named");
    Run audit =
        stateless(
            "audit",
            "share",
            "--guardians",
            "known",
            "--policy",
            "pol.yaml",
            "--now",
            AFTER_EXPIRY);
    assertTrue(
        audit
            .out()
            .contains("warning  policy-rule-unused: group typing error: no VM is called wbe-01"),
        audit.out());
    assertFalse(audit.out().contains("no VM is called web-*"), audit.out());
  }
}
