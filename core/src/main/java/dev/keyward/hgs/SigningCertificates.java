package dev.keyward.hgs;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.certificate.CertificateBundle;
import dev.keyward.internal.json.JsonBytes;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who signs a service's health certificates, as it publishes them (MS-HGSA): PKCS#7, as it is or as
 * a JSON array of its bytes.
 */
public final class SigningCertificates {

  private static final String WHERE = "signingCertificates";

  private SigningCertificates() {}

  /** The DER of a bundle of these. */
  static byte[] encode(List<GuardianCertificate> certificates) {
    return CertificateBundle.encode(certificates.stream().map(GuardianCertificate::x509).toList());
  }

  /**
   * Reads either form, at most 1 MiB of PKCS#7.
   *
   * @throws MalformedInputException code {@code bad-certificate-bundle}, {@code bad-certificate},
   *     {@code bad-json} or {@code bad-field}
   */
  public static List<X509Certificate> parse(byte[] answer) throws MalformedInputException {
    byte[] der = JsonBytes.isArray(answer) ? JsonBytes.parse(answer, WHERE) : answer;
    return CertificateBundle.parse(der, WHERE);
  }
}
