package dev.keyward.hgs;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.certificate.CertificateBundle;
import java.security.cert.X509Certificate;
import java.util.List;

/** Who signs a service's health certificates, as it publishes them (MS-HGSA): PKCS#7. */
public final class SigningCertificates {

  private SigningCertificates() {}

  /** The DER of a bundle of these. */
  static byte[] encode(List<GuardianCertificate> certificates) {
    return CertificateBundle.encode(certificates.stream().map(GuardianCertificate::x509).toList());
  }

  /**
   * Reads one, at most 1 MiB and 64 certificates.
   *
   * @throws MalformedInputException code {@code bad-certificate-bundle} or {@code bad-certificate}
   */
  public static List<X509Certificate> parse(byte[] der) throws MalformedInputException {
    return CertificateBundle.parse(der, "signingCertificates");
  }
}
