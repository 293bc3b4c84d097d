package dev.keyward.internal.crypto.certificate;

import dev.keyward.internal.crypto.Jdk;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The roots that the Java runtime trusts: they issue certificates for everybody. */
public final class PublicRoots {

  private PublicRoots() {}

  /**
   * Whether the certificate is a root of its own making, and none that this runtime trusts. Where
   * the runtime's roots cannot be read it is none.
   */
  public static boolean isPrivateRoot(X509Certificate certificate) {
    try {
      boolean isRoot =
          certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
      certificate.verify(certificate.getPublicKey());
      return isRoot && !isKnown(certificate);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isKnown(X509Certificate certificate) throws GeneralSecurityException {
    TrustManagerFactory managers = Jdk.trustManagers();
    managers.init((KeyStore) null);
    for (TrustManager manager : managers.getTrustManagers()) {
      if (manager instanceof X509TrustManager roots
          && Arrays.stream(roots.getAcceptedIssuers())
              .anyMatch(root -> root.getPublicKey().equals(certificate.getPublicKey()))) {
        return true;
      }
    }
    return false;
  }
}
