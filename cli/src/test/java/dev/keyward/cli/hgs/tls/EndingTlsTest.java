package dev.keyward.cli.hgs.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.Seeded;
import dev.keyward.cli.identity.model.PooledKeys;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndingTlsTest {

  private static final Path CERTIFICATE =
      Path.of(System.getProperty("keyward.fixtures"))
          .resolve("store-test-only/generations/store/guardians/central-it/efdb72462f45ed30")
          .resolve("public/signing.cer");

  private X509Certificate certificate;
  private Instant end;

  @BeforeEach
  void read() throws Exception {
    try (InputStream in = Files.newInputStream(CERTIFICATE)) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    end = certificate.getNotAfter().toInstant();
  }

  private List<String> lines(Instant now) {
    return new EndingTls(List.of(certificate), now, Duration.ofDays(30)).lines();
  }

  private static String without(String line) {
    return line.replaceAll("\".*\"", "X").replaceAll("\\d{4}-\\d\\d-\\d\\d", "DAY");
  }

  @Test
  void aCertificateThatIsValidForLongIsNotSpokenOf() {
    assertEquals(List.of(), lines(end.minus(Duration.ofDays(31))));
  }

  @Test
  void aCertificateThatEndsSoonSaysWhen() {
    assertEquals(
        "the certificate X of --tls ends on DAY: hosts refuse the connection from then on",
        without(lines(end.minus(Duration.ofDays(29))).get(0)));
  }

  @Test
  void aCertificateThatEndedSaysSo() {
    assertEquals(
        "the certificate X of --tls ended on DAY: hosts refuse the connection",
        without(lines(end.plus(Duration.ofDays(1))).get(0)));
  }

  @Test
  void aCertificateThatIsNotYetValidSaysSo() {
    Instant early = certificate.getNotBefore().toInstant().minus(Duration.ofDays(1));
    assertEquals(
        "the certificate X of --tls is valid from DAY only: hosts refuse the connection",
        without(lines(early).get(0)));
  }

  @Test
  void aCertificateOfAWeekThatIsNotYetValidIsRefusedUntilThen() throws Exception {
    certificate =
        CertificateMaker.selfSigned(
            new KeyPair(PooledKeys.publicKey(0), PooledKeys.key(0)),
            new CertificateMaker.Subject("week", CertificateMaker.Use.SIGNING, end, 7),
            CertificateMaker.Making.jdk(Seeded.random()));
    assertEquals(
        "the certificate X of --tls is valid from DAY only: hosts refuse the connection",
        without(lines(end.minus(Duration.ofDays(1))).get(0)));
  }
}
