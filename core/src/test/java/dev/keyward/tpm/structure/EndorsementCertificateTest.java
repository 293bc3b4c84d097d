package dev.keyward.tpm.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * A certificate that swtpm's authority gave: its subject is empty, its critical name is a TPM's.
 */
class EndorsementCertificateTest {

  private static final Instant AT = Instant.parse("2027-01-01T00:00:00Z");

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(
        Path.of(System.getProperty("keyward.fixtures"), "measured", "tpm", name));
  }

  private static EndorsementCertificate certificate() throws IOException, KeywardException {
    return EndorsementCertificate.parse(file("ek-certificate.der"), "certificate");
  }

  @Test
  void isForTheKeyOfTheTpm() throws IOException, KeywardException {
    byte[] sized = file("ek.pub");
    TpmPublicKey key = TpmPublicKey.parse(Arrays.copyOfRange(sized, 2, sized.length), "ek.pub");
    assertEquals(key.key(), certificate().key());
  }

  @Test
  void leadsToItsRoot() throws IOException, KeywardException {
    certificate().requireChain(file("roots.pem"), "roots.pem", AT);
  }

  @Test
  void zerosBehindItArePassedOver() throws IOException, KeywardException {
    byte[] padded = Arrays.copyOf(file("ek-certificate.der"), 1500);
    EndorsementCertificate read = EndorsementCertificate.parse(padded, "certificate");
    assertEquals(certificate().thumbprint(), read.thumbprint());
  }

  @Test
  void isRefusedUnderOtherRoots() throws IOException, KeywardException {
    byte[] roots =
        Files.readAllBytes(
            Path.of(System.getProperty("keyward.fixtures"), "store-test-only/roots/root.pem"));
    NotTrustedException e =
        assertThrows(
            NotTrustedException.class, () -> certificate().requireChain(roots, "root.pem", AT));
    assertEquals("ek-not-trusted", e.fault().code());
  }

  @Test
  void isRefusedBeforeItsTime() throws IOException {
    Instant early = Instant.parse("2020-01-01T00:00:00Z");
    assertThrows(
        NotTrustedException.class,
        () -> certificate().requireChain(file("roots.pem"), "roots.pem", early));
  }

  @Test
  void aCertificateForAnotherPurposeIsRefused() throws IOException, KeywardException {
    Path root = Path.of(System.getProperty("keyward.fixtures"), "store-test-only/roots/root.pem");
    byte[] pem = Files.readAllBytes(root);
    byte[] der = dev.keyward.guardian.GuardianCertificate.parseAll(pem, "root.pem").get(0).der();
    EndorsementCertificate other = EndorsementCertificate.parse(der, "root.pem");
    NotTrustedException e =
        assertThrows(NotTrustedException.class, () -> other.requireChain(pem, "root.pem", AT));
    assertEquals("a certificate for another purpose", e.fault().found());
  }
}
