package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Certificate chains by PKIX (RFC 5280), as the JDK checks them: without revocation, for there is
 * nobody to ask, and without fetching anything.
 */
public final class Chains {

  private Chains() {}

  /**
   * The root that {@code leaf} leads to at {@code at}, among the self-signed certificates of {@code
   * given}; the others among them serve as intermediates. A self-signed leaf that is itself among
   * them is its own root. Empty when there is none, or any part of the way is out of its validity.
   */
  public static Optional<X509Certificate> rootOf(
      X509Certificate leaf, List<X509Certificate> given, Instant at) {
    Date date = Date.from(at);
    // PKIX leaves an anchor's own validity open; an expired root should not count here.
    List<X509Certificate> roots =
        given.stream().filter(root -> isSelfSigned(root) && isValid(root, date)).toList();
    if (roots.contains(leaf)) {
      return Optional.of(leaf);
    }
    return roots.isEmpty() ? Optional.empty() : build(leaf, roots, given, date);
  }

  private static Optional<X509Certificate> build(
      X509Certificate leaf, List<X509Certificate> roots, List<X509Certificate> given, Date date) {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(leaf);
      Set<TrustAnchor> anchors =
          roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      List<X509Certificate> known = new ArrayList<>(given);
      known.add(leaf);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.addCertStore(Jdk.certificateStore(new CollectionCertStoreParameters(known)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(date);
      PKIXCertPathBuilderResult result =
          (PKIXCertPathBuilderResult) Jdk.pathBuilder().build(parameters);
      return Optional.of(result.getTrustAnchor().getTrustedCert());
    } catch (GeneralSecurityException e) {
      return Optional.empty();
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
