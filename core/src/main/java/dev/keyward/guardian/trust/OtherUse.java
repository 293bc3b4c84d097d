package dev.keyward.guardian.trust;

import dev.keyward.guardian.GuardianCertificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Certificates that their issuer made for something else than a guardian. */
final class OtherUse {

  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  /** Any use, and Microsoft's document encryption. */
  private static final Set<String> GUARDIAN_USES = Set.of("2.5.29.37.0", "1.3.6.1.4.1.311.80.1");

  private OtherUse() {}

  /**
   * Whether its extended key usage is critical and names only other uses, such as TLS or mail (RFC
   * 5280, 4.2.1.12).
   */
  static boolean isOnlyOf(GuardianCertificate certificate) {
    X509Certificate x509 = certificate.x509();
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
