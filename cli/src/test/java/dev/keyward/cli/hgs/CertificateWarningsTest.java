package dev.keyward.cli.hgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Seeded;
import dev.keyward.cli.identity.model.PooledKeys;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The warnings of a service whose clock the test sets. */
class CertificateWarningsTest {

  private static final Path SERVICE =
      Path.of(System.getProperty("keyward.fixtures")).resolve("store-test-only/hgs");

  private final List<String> warnings = new ArrayList<>();
  private HgsDescription service;
  private List<X509Certificate> tls;
  private Instant end;
  private Instant now;
  private CertificateWarnings look;

  @BeforeEach
  void build() throws Exception {
    service = HgsFolder.at(SERVICE, Seeded.random()).describe();
    // The service's own certificates are valid for longer than these of TLS.
    end = certificate(0).getNotBefore().toInstant().plus(Duration.ofDays(100));
    tls = List.of(certificate(100));
    look =
        new CertificateWarnings(
            new CertificateWarnings.Shown(() -> service, () -> tls), () -> now, warnings::add);
  }

  private X509Certificate certificate(int days) throws Exception {
    Instant start = service.certificates().get(0).certificate().notBefore();
    return CertificateMaker.selfSigned(
        new KeyPair(PooledKeys.publicKey(0), PooledKeys.key(0)),
        new CertificateMaker.Subject(
            "tls " + days, CertificateMaker.Use.SIGNING, start, Math.max(days, 1)),
        CertificateMaker.Making.jdk(Seeded.random()));
  }

  private List<String> warningsAt(Instant time) {
    now = time;
    warnings.clear();
    look.run();
    return List.copyOf(warnings);
  }

  private static void assertSays(String expected, List<String> said) {
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.get(0).contains(expected), said::toString);
  }

  @Test
  void aCertificateOfTlsThatEndedIsNamedAtTheStart() {
    assertSays("of --tls ended on", warningsAt(end.plus(Duration.ofHours(1))));
  }

  @Test
  void aCertificateThatEndsWhileTheServiceRunsIsNamedWithinADay() {
    Instant start = end.minus(Duration.ofDays(31));
    assertEquals(List.of(), warningsAt(start));
    assertEquals(List.of(), warningsAt(start.plus(Duration.ofHours(23))));
    assertSays("of --tls ends on", warningsAt(start.plus(Duration.ofHours(25))));
  }

  @Test
  void aWarningComesOnceADay() {
    Instant start = end.minus(Duration.ofDays(3));
    assertSays("of --tls ends on", warningsAt(start));
    assertEquals(List.of(), warningsAt(start.plus(Duration.ofMinutes(1))));
    assertEquals(List.of(), warningsAt(start.plus(Duration.ofHours(23))));
    assertSays("of --tls ends on", warningsAt(start.plus(Duration.ofDays(1))));
    assertEquals(List.of(), warningsAt(start.plus(Duration.ofHours(47))));
    assertSays("of --tls ended on", warningsAt(end.plus(Duration.ofDays(2))));
  }

  @Test
  void aClockThatWasAheadIsNoReasonForSilence() {
    assertSays("of --tls ended on", warningsAt(end.plus(Duration.ofDays(10))));
    assertSays("of --tls ends on", warningsAt(end.minus(Duration.ofDays(10))));
  }

  @Test
  void newFilesOfTlsAreJudgedAtTheNextLook() throws Exception {
    Instant start = end.minus(Duration.ofDays(50));
    assertEquals(List.of(), warningsAt(start));
    tls = List.of(certificate(40));
    assertSays("tls 40\" of --tls ended on", warningsAt(start.plus(Duration.ofMinutes(1))));
    assertEquals(List.of(), warningsAt(start.plus(Duration.ofMinutes(2))));
  }

  @Test
  void theServicesOwnCertificatesAreJudgedOnTheSameDay() {
    tls = List.of();
    Instant last = service.certificates().get(0).certificate().notAfter();
    List<String> said = warningsAt(last.minus(Duration.ofDays(1)));
    assertEquals(service.certificates().size(), said.size(), said::toString);
    assertEquals(List.of(), warningsAt(now.plus(Duration.ofHours(1))));
    assertEquals(said.size(), warningsAt(last.plus(Duration.ofDays(1))).size());
  }
}
