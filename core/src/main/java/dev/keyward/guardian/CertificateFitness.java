package dev.keyward.guardian;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.crypto.pkcs.KeyKind;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a certificate must be, so that Keyward relies on it. */
final class CertificateFitness {

  private static final BigInteger MIN_EXPONENT =
      BigInteger.valueOf(AcceptedAlgorithms.LEAST_RSA_EXPONENT);
  private static final BigInteger MAX_EXPONENT =
      BigInteger.valueOf(AcceptedAlgorithms.MOST_RSA_EXPONENT);

  // Bits of the key usage extension (RFC 5280, 4.2.1.3).
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int DATA_ENCIPHERMENT = 3;

  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  /** Any use, and Microsoft's document encryption. */
  private static final Set<String> GUARDIAN_USES = Set.of("2.5.29.37.0", "1.3.6.1.4.1.311.80.1");

  private CertificateFitness() {}

  /** Why the certificate is not fit for the role; empty where it is. */
  static Optional<String> unfit(X509Certificate certificate, CertificateRole role) {
    return weak(certificate.getPublicKey()).or(() -> unfitUsage(certificate, role));
  }

  private static Optional<String> weak(PublicKey key) {
    // A key under another identifier, such as RSASSA-PSS, would pass for another one than it is.
    if (!(key instanceof RSAPublicKey rsa) || !key.getAlgorithm().equals("RSA")) {
      return Optional.of("a key of type " + KeyKind.name(key.getAlgorithm()) + " instead of RSA");
    }
    int bits = rsa.getModulus().bitLength();
    if (bits < GuardianCertificate.MIN_KEY_BITS || bits > GuardianCertificate.MAX_KEY_BITS) {
      return Optional.of("an RSA key of " + bits + " bits");
    }
    BigInteger exponent = rsa.getPublicExponent();
    boolean fit =
        exponent.testBit(0)
            && exponent.compareTo(MIN_EXPONENT) >= 0
            && exponent.compareTo(MAX_EXPONENT) <= 0;
    return fit ? Optional.empty() : Optional.of("an unsafe RSA public exponent");
  }

  private static Optional<String> unfitUsage(X509Certificate certificate, CertificateRole role) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null) {
      return Optional.empty();
    }
    boolean fit =
        role == CertificateRole.SIGNING
            ? usage[DIGITAL_SIGNATURE]
            : usage[KEY_ENCIPHERMENT] || usage[DATA_ENCIPHERMENT];
    return fit
        ? Optional.empty()
        : Optional.of(
            "a key usage without "
                + (role == CertificateRole.SIGNING
                    ? "digital signature"
                    : "key or data encipherment"));
  }

  /**
   * Whether its extended key usage is critical and names only other uses, such as TLS or mail (RFC
   * 5280, 4.2.1.12).
   */
  static boolean isForOthers(X509Certificate x509) {
    try {
      List<String> uses = x509.getExtendedKeyUsage();
      Set<String> critical = x509.getCriticalExtensionOIDs();
      return uses != null
          && critical != null
          && critical.contains(EXTENDED_KEY_USAGE)
          && Collections.disjoint(uses, GUARDIAN_USES);
    } catch (CertificateParsingException e) {
      return true;
    }
  }
}
