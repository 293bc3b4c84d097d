package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guardians that renewed their keys, share names, or are others than a document says. */
class IdentityCasesTest {

  private static final String NOW = "2026-11-29T00:00:00Z";
  private static final String UNLISTED =
      "yes, by a key that rot-hgs signed and no metadata here lists: former, or newer than what is"
          + " known";

  @TempDir Path folder;

  private Playground playground;

  private void open(String name) {
    playground = Playground.of("identity/" + name, folder.resolve(name));
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--now", NOW));
    return playground.run(all.toArray(String[]::new));
  }

  private Run stored(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--now", NOW));
    return playground.unlocked(all.toArray(String[]::new));
  }

  private Run stateless(String... words) {
    List<String> all = new ArrayList<>(List.of("--store", "none"));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  @Test
  void aDocumentThatAnotherKeySignedGivesNobodyAKey() {
    open("forged-generation");
    Run check =
        stateless("protector", "check", "forged.kp", "--guardians", "known", "--guardian", "owner");
    assertEquals(1, check.exit());
    assertTrue(check.out().contains("no, not addressed to owner"), check.out());
    assertTrue(check.err().contains("not signed by the guardian it names"), check.err());
    Run audit = stateless("audit", "forged.kp", "--guardians", "known");
    assertTrue(audit.out().contains("error  mixed-certificates"), audit.out());
  }

  @Test
  void aServiceThatWasRenamedAndRenewedIsOneGuardian() {
    open("guardian-with-two-names");
    Run audit = stateless("audit", "newb.xml", "--guardians", "known");
    assertEquals(0, audit.exit());
    assertFalse(audit.out().contains("mixed-certificates"), audit.out());
    assertTrue(audit.out().contains("branch-hgs (also hannover-hgs)"), audit.out());
    Run check =
        stateless(
            "protector", "check", "newb.xml", "--guardians", "known", "--guardian", "Hannover-HGS");
    assertEquals(0, check.exit());
  }

  @Test
  void aNameOfTwoKeysIsRefusedWithTheirNames() {
    open("same-name-two-sites");
    Run check =
        stateless("protector", "check", "onlyb.xml", "--guardians", "known", "--guardian", "hgs");
    assertEquals(2, check.exit());
    assertTrue(check.err().contains("site-a/hgs, site-b/hgs"), check.err());
    Run audit =
        stateless("audit", "onlyb.xml", "--guardians", "known", "--policy", "required-hgs.yaml");
    assertEquals(2, audit.exit());
  }

  @Test
  void theFolderTellsTwoKeysOfANameApart() {
    open("same-name-two-sites");
    for (String site : List.of("a", "b")) {
      Run check =
          stateless(
              "protector",
              "check",
              "onlyb.xml",
              "--guardians",
              "known",
              "--guardian",
              "site-" + site + "/hgs");
      assertEquals(site.equals("b") ? 0 : 1, check.exit(), check.out());
    }
  }

  @Test
  void aFolderDoesNotTakeANameOfTheStore() {
    open("same-name-two-sites");
    Run imported =
        run("guardian", "import", "hgs", "known/site-a/hgs.xml", "--allow-untrusted-root");
    assertEquals(0, imported.exit(), imported.err());
    Run check =
        run("protector", "check", "onlyb.xml", "--guardians", "known/site-b", "--guardian", "hgs");
    assertEquals(1, check.exit(), check.out());
  }

  @Test
  void aSigningKeyOfAnotherIsNoEncryptionKey() {
    open("signing-cert-as-encryption");
    for (String known : List.of("known", "known-full")) {
      Run audit = stateless("audit", "vms", "--guardians", known, "--policy", "policy.yaml");
      assertTrue(audit.out().contains("error  mixed-certificates"), audit.out());
      assertTrue(audit.out().contains("error  forbidden-guardian"), audit.out());
    }
  }

  @Test
  void aRenewedEncryptionKeyLeavesTheOldProtectorToItsGuardian() {
    open("hgs-encryption-rotated");
    Run check = run("protector", "check", "r.kp", "--guardian", "rot-hgs");
    assertEquals(0, check.exit());
    assertTrue(check.out().contains(UNLISTED), check.out());
    assertEquals(1, run("protector", "check", "r.kp", "--guardian", "rot-hgs", "--strict").exit());
    assertTrue(run("vm", "check", "r.svm", "--guardian", "rot-hgs").out().contains(UNLISTED));
    Run audit = run("audit", "r.kp");
    assertTrue(audit.out().contains("warning  unlisted-key"), audit.out());
    assertFalse(audit.out().contains("mixed-certificates"), audit.out());
  }

  @Test
  void aRenewedEncryptionKeyHidesNobodyFromARuleThatForbids() {
    open("hgs-encryption-rotated");
    Run audit = run("audit", "r.kp", "--policy", "forbid.yaml");
    assertTrue(audit.out().contains("error  forbidden-guardian"), audit.out());
  }

  @Test
  void aServiceThatHasTheOldKeyEnabledIsNoTrap() {
    open("hgs-encryption-rotated");
    Run fleet = run("fleet", "check", "fleet.yaml", "--protectors", "r.kp");
    assertFalse(fleet.out().contains("trap"), fleet.out());
    assertEquals(0, fleet.exit(), fleet.out());
  }

  @Test
  void aGrantOfTheNewKeyReplacesTheOldWrapping() {
    open("hgs-encryption-rotated");
    Run grant = stored("protector", "grant", "r.kp", "--guardian", "rot-hgs", "--in-place");
    assertEquals(0, grant.exit(), grant.err());
    assertTrue(grant.err().contains("a node without the new key can no longer open it"));
    Run check = run("protector", "check", "r.kp", "--guardian", "rot-hgs");
    assertTrue(check.out().contains("yes, addressed to rot-hgs"), check.out());
    Run reseal =
        stored("vm", "reseal", "r.svm", "--as", "owner", "--grant", "rot-hgs", "--in-place");
    assertEquals(0, reseal.exit(), reseal.err());
    assertTrue(reseal.err().contains("renewed rot-hgs"), reseal.err());
  }

  @Test
  void besideTheCurrentWrappingNothingIsSaidOfDanger() {
    open("renewed-key-after-grant");
    Run audit = run("audit", "granted.kp");
    assertFalse(audit.out().contains("renewed-key:"), audit.out());
    assertEquals(0, run("protector", "check", "old.kp", "--guardian", "hgs").exit());
  }

  @Test
  void whatOlderMetadataListsIsAFormerKeyAndIsRenewed() {
    open("hgs-encryption-rotated");
    Run update = run("guardian", "update", "rot-hgs", "m1.xml", "--older");
    assertEquals(0, update.exit(), update.err());
    Run check = run("protector", "check", "r.kp", "--guardian", "rot-hgs");
    assertTrue(check.out().contains("yes, by a former key of rot-hgs"), check.out());
    assertTrue(run("audit", "r.kp").out().contains("warning  renewed-key"));
    Run renew = stored("protector", "renew", "r.kp", "--in-place");
    assertEquals(0, renew.exit(), renew.err());
    assertFalse(run("audit", "r.kp").out().contains("renewed-key"));
    Run again = run("protector", "check", "r.kp", "--guardian", "rot-hgs");
    assertTrue(again.out().contains("yes, addressed to rot-hgs"), again.out());
  }

  @Test
  void anOwnerWithANewEncryptionKeyStillEditsWithTheFormerPair() {
    open("hgs-encryption-rotated");
    Run renewed =
        stored("guardian", "renew", "owner", "--new-encryption-key", "--key-size", "2048");
    assertEquals(0, renewed.exit(), renewed.err());
    assertEquals(0, stored("protector", "check", "r.kp", "--prove").exit());
    Run edit = stored("protector", "renew", "r.kp", "--guardian", "owner", "--in-place");
    assertEquals(0, edit.exit(), edit.err());
    Run check = stored("protector", "check", "r.kp", "--guardian", "owner", "--prove");
    assertTrue(check.out().contains("yes, addressed to owner, and it opens"), check.out());
  }

  @Test
  void aProtectorIsHandedOverToAnotherOwner() {
    open("hgs-encryption-rotated");
    Run made = stored("guardian", "create", "heir");
    assertEquals(0, made.exit(), made.err());
    Run over =
        stored(
            "protector",
            "hand-over",
            "r.kp",
            "--to",
            "heir",
            "--guardian",
            "rot-hgs",
            "-o",
            "h.kp");
    assertEquals(0, over.exit(), over.err());
    assertEquals(0, run("protector", "verify", "h.kp", "--owner", "heir").exit());
    assertEquals(0, run("protector", "check", "h.kp", "--guardian", "rot-hgs").exit());
    assertEquals(1, run("protector", "check", "h.kp", "--guardian", "owner").exit());
    Run vm = stored("vm", "hand-over", "r.svm", "--to", "heir", "-o", "h.svm");
    assertEquals(0, vm.exit(), vm.err());
    assertEquals(0, stored("vm", "check", "h.svm", "--owner", "heir", "--prove").exit());
  }
}
