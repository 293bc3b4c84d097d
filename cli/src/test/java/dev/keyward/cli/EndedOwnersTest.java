package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner of 2016 whose certificates ended in 2026: nothing is sealed for it by mistake. */
class EndedOwnersTest {

  private static final String BEFORE = " --now 2016-02-02T00:00:00Z";

  private static Playground made;

  @TempDir Path folder;
  private Playground place;

  /** To make keys takes longer than the tests. */
  @BeforeAll
  static void make(@TempDir Path base) {
    made = Playground.in(base);
    for (String name : List.of("o", "old")) {
      made.done("guardian create " + name + " --key-size 2048 --now 2016-02-01T00:00:00Z");
    }
    for (String name : List.of("fresh", "heir")) {
      made.done("guardian create " + name + " --key-size 2048 --now 2026-11-01T00:00:00Z");
    }
    made.done("protector create --owner o --guardian old -o p.kp" + BEFORE);
  }

  @BeforeEach
  void copy() throws IOException {
    place = made.copiedTo(folder);
  }

  private void refusesUntilAccepted(String line) {
    Run run = place.typed(line);
    assertEquals(4, run.exit(), line + ": " + run.err());
    assertTrue(run.err().contains("a certificate valid from 2016-0"), run.err());
    assertTrue(run.err().contains("--allow-expired"), run.err());
    place.done(line + " --allow-expired");
  }

  @Test
  void noProtectorIsSealedForThemUnlessThatIsAccepted() {
    shield();
    for (String line :
        List.of(
            "protector grant p.kp --guardian fresh -o granted.kp",
            "protector hand-over p.kp --to heir --keep-wrapping 1 -o kept.kp",
            "vm hand-over x.svm --to old -o mine.svm")) {
      refusesUntilAccepted(line);
    }
  }

  @Test
  @Tag("soak")
  void noOtherEditSealsForThemEither() {
    shield();
    for (String line :
        List.of(
            "protector revoke p.kp --guardian old -o revoked.kp",
            "protector hand-over p.kp --to old -o mine.kp",
            "vm hand-over x.svm --to heir --guardian old -o theirs.svm")) {
      refusesUntilAccepted(line);
    }
  }

  private void shield() {
    place.done(
        "vm shield vms/app.json --owner o --guardian old --policy shielded"
            + " --secret a=vms/password.txt -o x.svm"
            + BEFORE);
  }

  @Test
  @Tag("soak")
  void renewedCertificatesMakeWayForGrants() {
    place.done("guardian renew o");
    Run run = place.typed("protector grant p.kp --guardian fresh --in-place");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("put them into the file with protector renew"), run.err());
    Run renew = place.done("protector renew p.kp --guardian o --in-place");
    assertTrue(renew.err().contains("p.kp: wrapping 1, old: both certificates ended"), renew.err());
    place.done("protector grant p.kp --guardian fresh --in-place");
    refusesUntilAccepted(
        "vm shield vms/app.json --owner o --protector p.kp --policy shielded"
            + " --secret a=vms/password.txt -o y.svm");
  }

  /** The store has renewed certificates; those in the protector have ended. */
  @Test
  @Tag("soak")
  void noStateIsSealedUnderAProtectorOfAnOwnerThatEnded() {
    place.done("protector revoke p.kp --guardian old --in-place" + BEFORE);
    place.done("guardian renew o");
    refusesUntilAccepted(
        "vm shield vms/app.json --owner o --protector p.kp --policy shielded"
            + " --secret a=vms/password.txt -o y.svm");
  }

  @Test
  void shieldingDataIsRenewedForNobodyElseWhoseCertificatesEnded() {
    place.done(
        "shielding-data create --owner o --guardian old --qualifier catalogs/server.catalog=equals"
            + " --answer-file shielding/unattend.xml --policy shielded -o x.shd"
            + BEFORE);
    place.done("guardian renew o");
    Run run = place.typed("shielding-data renew x.shd --in-place");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("guardian old: a certificate valid from"), run.err());
    assertTrue(run.err().contains("put them into the file with shielding-data renew"), run.err());
    place.done("guardian renew old");
    place.done("shielding-data renew x.shd --in-place");
    assertEquals("", place.done("shielding-data check x.shd").err());
  }

  /** Which was said once, when the keys were taken. */
  @Test
  @Tag("soak")
  void anOwnerThatWasImportedSoNeedsNoOptionLater() {
    place.done("guardian export o --with-keys -o keys");
    String as = " --store late";
    place.done(
        "guardian import-keys o --signing keys/signing.p12 --encryption keys/encryption.p12"
            + " --key-passphrase-file passphrase.txt --allow-untrusted-root --allow-expired"
            + as);
    place.done("guardian create fresh --key-size 2048" + as);
    place.done("protector create --owner o -o q.kp" + as);
    place.done("protector grant q.kp --guardian fresh --in-place" + as);
    place.done("protector hand-over q.kp --to fresh -o theirs.kp" + as);
    place.done("protector hand-over theirs.kp --to o --as fresh -o mine.kp" + as);
    place.done(
        "vm shield vms/app.json --owner o --protector q.kp --policy shielded"
            + " --secret a=vms/password.txt -o y.svm"
            + as);
    place.done("vm update y.svm --as o --policy encryption-supported --in-place" + as);
    place.done("vm hand-over y.svm --to o --as fresh -o mine.svm" + as);
  }
}
