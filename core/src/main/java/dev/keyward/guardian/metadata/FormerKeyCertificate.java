package dev.keyward.guardian.metadata;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import dev.keyward.text.ShortPrint;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By this a new signing key says that a former one was its guardian's too: a certificate over the
 * former key that the new key issued, in Keyward's own profile. It holds the SHA-256 of the
 * encryption certificate that is published with it, so that the former key cannot choose another.
 * Metadata lists it among the other signing certificates (MS-KPS, OtherSigningCertificates).
 *
 * <p>The former key alone cannot say that it passes on to another: everybody has the certificates
 * of others, and could sign for them. Nor can a signature over a bare certificate say it, because
 * every grant makes one. A grant signs a whole certificate, and this signature is over its inner
 * part with one use that nobody else has, so neither passes for the other.
 */
final class FormerKeyCertificate {

  private static final String USE = CertificateMaker.ARC + ".4";
  private static final String ENCRYPTION_DIGEST = CertificateMaker.ARC + ".5";

  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private FormerKeyCertificate() {}

  /**
   * One over {@code former}.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  static GuardianCertificate over(GuardianCertificate former, SigningKey fresh, Tools tools)
      throws KeyUnusableException {
    GuardianCertificate issuer = fresh.guardian().signing();
    CertificateMaker.Issue issue =
        new CertificateMaker.Issue(
            "Former signing key " + ShortPrint.of(former.keyThumbprint().toString(), 16),
            CertificateMaker.Use.SIGNING,
            issuer.notBefore(),
            issuer.notAfter(),
            new Purpose.ExtendedUse(USE),
            Optional.of(
                new CertificateMaker.Mark(
                    ENCRYPTION_DIGEST, fresh.guardian().encryption().thumbprint().bytes())));
    CertificateMaker.Making making =
        new CertificateMaker.Making(
            (key, content) -> tools.engine().sign(key, content).value(), tools.random());
    KeyEntry entry = new KeyEntry(issuer.subject(), fresh.key(), issuer.x509());
    return GuardianCertificate.of(
        CertificateMaker.issued(former.publicKey(), issue, entry, making));
  }

  /** Whether {@code listed} has this profile, no matter who issued it. */
  static boolean isOne(GuardianCertificate listed) {
    X509Certificate certificate = listed.x509();
    try {
      return List.of(USE).equals(certificate.getExtendedKeyUsage())
          && certificate.getCriticalExtensionOIDs().contains(EXTENDED_KEY_USAGE);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /** Whether {@code listed} says that {@code former} was a key of who publishes these two. */
  static boolean says(
      GuardianCertificate listed,
      GuardianCertificate former,
      GuardianCertificate signing,
      GuardianCertificate encryption) {
    X509Certificate certificate = listed.x509();
    return listed.sameKeyAs(former)
        && isOne(listed)
        && holds(certificate, encryption.thumbprint())
        && isIssuedBy(signing, certificate);
  }

  private static boolean holds(X509Certificate certificate, Thumbprint digest) {
    return CertificateMaker.Mark.digest(certificate, ENCRYPTION_DIGEST)
        .filter(marked -> Arrays.equals(marked, digest.bytes()))
        .isPresent();
  }

  private static boolean isIssuedBy(GuardianCertificate signing, X509Certificate certificate) {
    try {
      certificate.verify(signing.publicKey());
      return certificate.getSigAlgOID().equals(AcceptedAlgorithms.SHA256_WITH_RSA);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
