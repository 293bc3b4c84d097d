package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
}
