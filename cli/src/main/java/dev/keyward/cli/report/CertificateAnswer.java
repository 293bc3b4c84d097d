package dev.keyward.cli.report;

import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.time.Instant;

/**
 * A certificate.
 *
 * @param subject the distinguished name of its holder
 * @param issuer the distinguished name of who signed it
 * @param notBefore from when it is valid
 * @param notAfter until when
 * @param key kind and bits of its key, such as {@code RSA 3072}
 * @param sha256 the digest of its DER bytes
 */
public record CertificateAnswer(
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String key,
    Thumbprint sha256)
    implements Answer {

  public static CertificateAnswer of(GuardianCertificate certificate) {
    return new CertificateAnswer(
        certificate.subject(),
        certificate.issuer(),
        certificate.notBefore(),
        certificate.notAfter(),
        certificate.keyDescription(),
        certificate.thumbprint());
  }
}
