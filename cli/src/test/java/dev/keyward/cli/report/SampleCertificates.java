package dev.keyward.cli.report;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.PartyCount.Certificate;
import dev.keyward.cli.Seeded;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.CertificateMaker.Subject;
import dev.keyward.internal.crypto.certificate.CertificateMaker.Use;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Certificates with days that follow from the name; one key serves all, since nobody uses it. */
final class SampleCertificates {

  private static final int TEN_YEARS = 3650;
  private static final Map<String, Integer> DAYS_LEFT =
      Map.of("branch-hgs", 41, "dr-site-hgs", -113, "datacenter-hgs", 1_480);
  private static final Map<String, List<Certificate>> MADE = new ConcurrentHashMap<>();

  private SampleCertificates() {}

  static List<Certificate> of(String label) {
    return MADE.computeIfAbsent(label, SampleCertificates::make);
  }

  private static List<Certificate> make(String label) {
    int left = DAYS_LEFT.getOrDefault(label, 200 + Math.floorMod(label.hashCode(), 3_000));
    return List.of(
        new Certificate(CertificateRole.SIGNING, certificate(label, Use.SIGNING, left)),
        new Certificate(CertificateRole.ENCRYPTION, certificate(label, Use.ENCRYPTION, left)));
  }

  private static GuardianCertificate certificate(String label, Use use, int daysLeft) {
    String name = label.matches("[ -~]{1,60}") ? label : "no plain name";
    Instant start = SampleAudit.CLOCK.plus(daysLeft - TEN_YEARS, ChronoUnit.DAYS);
    try {
      var made =
          CertificateMaker.selfSigned(
              Pair.ONE,
              new Subject(name, use, start, TEN_YEARS),
              CertificateMaker.Making.jdk(Seeded.random()));
      return GuardianCertificate.parse(made.getEncoded(), label);
    } catch (KeywardException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Made when the first certificate needs it. */
  private static final class Pair {
    static final KeyPair ONE = make();

    private static KeyPair make() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, Seeded.random());
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
