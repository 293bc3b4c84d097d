package dev.keyward.hgs;

import static dev.keyward.hgs.TestHgs.name;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.protector.TransportKey;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a health certificate which was taken once is taken again only while it still counts. */
class HealthCheckTest {

  @TempDir Path directory;
  private TestHgs hgs;
  private byte[] protector;
  private byte[] certificate;

  @BeforeEach
  void takeOne() throws Exception {
    hgs = new TestHgs(directory.resolve("hgs"));
    try (TransportKey key = TransportKey.create(TestHgs.RANDOM)) {
      protector = hgs.protector(key).encode();
    }
    certificate = hgs.attest();
    assertEquals(200, hgs.roll(protector, certificate).status());
    assertEquals(200, hgs.roll(protector, certificate).status());
  }

  private void assertRefused(byte[] der) throws Exception {
    HgsReply reply = hgs.roll(protector, der);
    assertEquals(KpsError.Code.HEALTH_CERTIFICATE, KpsError.parse(reply.body()).code());
  }

  @Test
  void notWithAnyBitChangedOfWhatIsSignedOrOfTheSignature() throws Exception {
    for (int at : new int[] {certificate.length / 2, certificate.length - 1}) {
      byte[] changed = certificate.clone();
      changed[at] ^= 1;
      assertRefused(changed);
    }
  }

  @Test
  void notAfterItExpired() throws Exception {
    hgs.now = hgs.now.plusSeconds(8 * 3600 + 1);
    assertRefused(certificate);
  }

  @Test
  void notAfterItsHostWasRemoved() throws Exception {
    hgs.folder.changeHosts(before -> before.without(name("host-1")));
    hgs.reload();
    assertRefused(certificate);
  }

  @Test
  void notAfterItsIssuerWasDisabled() throws Exception {
    HgsCertificate issuer =
        hgs.folder.describe().enabled(CertificateUse.ATTESTATION).findFirst().orElseThrow();
    hgs.folder.add(
        new HgsPlan(name("branch-hgs"), 2048, 100),
        CertificateUse.ATTESTATION,
        true,
        new HgsFolder.Unlocking(passphrase(), hgs.now));
    hgs.folder.changeCertificates(
        service -> service.withDisabled(issuer.certificate().thumbprint()), passphrase());
    hgs.reload();
    assertRefused(certificate);
  }
}
