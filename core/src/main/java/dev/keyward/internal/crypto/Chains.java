package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Certificate chains by PKIX (RFC 5280), as the JDK checks them: without revocation, for there is
 * nobody to ask, and without fetching anything.
 */
public final class Chains {

  private Chains() {}

  /**
   * Whether {@code leaf} leads to {@code root} at {@code at}. The root is self-signed; {@code
   * given} has the intermediates, whatever else is among them. A self-signed leaf is its own root.
   * False where any part of the way is out of its validity.
   */
  public static boolean leadsTo(
      X509Certificate leaf, X509Certificate root, List<X509Certificate> given, Instant at) {
    Date date = Date.from(at);
    // PKIX leaves an anchor's own validity open; an expired root should not count here.
    return isSelfSigned(root)
        && isValid(root, date)
        && (root.equals(leaf) || isBuilt(leaf, root, given, date));
  }

  private static boolean isBuilt(
      X509Certificate leaf, X509Certificate root, List<X509Certificate> given, Date date) {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(leaf);
      List<X509Certificate> known = new ArrayList<>(given);
      known.add(leaf);
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
      parameters.addCertStore(Jdk.certificateStore(new CollectionCertStoreParameters(known)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(date);
      Jdk.pathBuilder().build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static boolean isValid(X509Certificate certificate, Date date) {
    return !date.before(certificate.getNotBefore()) && !date.after(certificate.getNotAfter());
  }
}
