package dev.keyward.cli.report;

import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.WindowsThumbprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate.
 *
 * @param subject the distinguished name of its holder
 * @param issuer the distinguished name of who signed it
 * @param notBefore from when it is valid
 * @param notAfter until when
 * @param key kind and bits of its key, such as {@code RSA 3072}
 * @param sha256 the digest of its DER bytes
 * @param sha1 the same as Windows shows it; empty where only an older report tells of it
 */
public record CertificateAnswer(
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String key,
    Thumbprint sha256,
    @Answer.IfPresent Optional<String> sha1)
    implements Answer {

  public static CertificateAnswer of(GuardianCertificate certificate) {
    return new CertificateAnswer(
        certificate.subject(),
        certificate.issuer(),
        certificate.notBefore(),
        certificate.notAfter(),
        certificate.keyDescription(),
        certificate.thumbprint(),
        Optional.of(WindowsThumbprint.of(certificate)));
  }
}
