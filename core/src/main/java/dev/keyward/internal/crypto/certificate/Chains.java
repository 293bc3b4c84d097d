package dev.keyward.internal.crypto.certificate;

import dev.keyward.internal.crypto.Jdk;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Certificate chains by PKIX (RFC 5280), as the JDK checks them: without fetching anything, and
 * with revocation only where a checker is given for it.
 *
 * @param given the intermediates; other certificates may be among them
 * @param checkers are asked about each certificate; used as copies
 * @param at the moment of validity
 */
public record Chains(List<X509Certificate> given, List<PKIXCertPathChecker> checkers, Instant at) {

  private static final int MOST_STEPS = 10;

  /** Copies the lists. */
  public Chains {
    given = List.copyOf(given);
    checkers = List.copyOf(checkers);
  }

  /** Where a way ends, and what failed there. */
  public record End(X509Certificate certificate, String step) {}

  /**
   * Whether {@code leaf} leads to {@code root}, which is self-signed. A self-signed leaf is its own
   * root. False where any part of the way is out of its validity.
   */
  public boolean leadsTo(X509Certificate leaf, X509Certificate root) {
    // PKIX leaves an anchor's own validity open; an expired root should not count here.
    return isSelfSigned(root) && isValid(root) && (root.equals(leaf) || isBuilt(leaf, root));
  }

  /** Where the way from {@code leaf} to {@code root} ends; empty where it leads there. */
  public Optional<End> whyNot(X509Certificate leaf, X509Certificate root) {
    if (leadsTo(leaf, root)) {
      return Optional.empty();
    }
    X509Certificate reached = leaf;
    List<X509Certificate> way = new ArrayList<>();
    for (int step = 0; step < MOST_STEPS && !reached.equals(root); step++) {
      if (!isValid(reached)) {
        return Optional.of(new End(reached, "it is not valid at " + at));
      }
      Issuer next = issuer(reached, root);
      if (next.certificate().isEmpty()) {
        return Optional.of(new End(reached, next.missing()));
      }
      way.add(reached);
      reached = next.certificate().get();
    }
    return Optional.of(last(way, root, reached));
  }

  private End last(List<X509Certificate> way, X509Certificate root, X509Certificate reached) {
    if (!reached.equals(root)) {
      return new End(reached, "the chain has more than " + MOST_STEPS + " steps");
    }
    if (!isSelfSigned(root)) {
      return new End(root, "it is given as a root and is not self-signed");
    }
    return isValid(root) ? walked(way, root) : new End(root, "it is not valid at " + at);
  }

  /** What Java says of the way that was found, at the certificate that it names. */
  private End walked(List<X509Certificate> way, X509Certificate root) {
    X509Certificate first = way.isEmpty() ? root : way.get(0);
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      set(parameters, root);
      Jdk.pathValidator().validate(Certificates.path(way), parameters);
      return new End(first, "no chain was built");
    } catch (CertPathValidatorException e) {
      int index = e.getIndex();
      return new End(index < 0 ? first : way.get(index), String.valueOf(e.getMessage()));
    } catch (GeneralSecurityException e) {
      return new End(first, String.valueOf(e.getMessage()));
    }
  }

  /** PKIX takes only one, so certificates with keys of several kinds are left to Java's order. */
  private Optional<Provider> provider(X509Certificate root) {
    List<Optional<Provider>> all =
        Stream.concat(Stream.of(root), given.stream())
            .map(certificate -> Jdk.checks(certificate.getPublicKey()))
            .distinct()
            .toList();
    return all.size() == 1 ? all.get(0) : Optional.empty();
  }

  private void set(PKIXParameters parameters, X509Certificate root) {
    parameters.setRevocationEnabled(false);
    // The setter copies the checkers.
    parameters.setCertPathCheckers(checkers);
    parameters.setDate(Date.from(at));
    provider(root).ifPresent(provider -> parameters.setSigProvider(provider.getName()));
  }

  /** Who issued a certificate, or why nobody given did. */
  private record Issuer(Optional<X509Certificate> certificate, String missing) {}

  private Issuer issuer(X509Certificate issued, X509Certificate root) {
    List<X509Certificate> named =
        Stream.concat(Stream.of(root), given.stream())
            .filter(each -> each.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
            .filter(each -> !each.equals(issued))
            .toList();
    if (named.isEmpty()) {
      return new Issuer(
          Optional.empty(),
          isSelfSigned(issued)
              ? "it is self-signed and not the root"
              : "no certificate of its issuer is given: " + issued.getIssuerX500Principal());
    }
    Optional<X509Certificate> signer =
        named.stream().filter(each -> isSignedBy(issued, each)).findFirst();
    return new Issuer(signer, "no given certificate of its issuer has the key that signed it");
  }

  private boolean isBuilt(X509Certificate leaf, X509Certificate root) {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(leaf);
      List<X509Certificate> known = new ArrayList<>(given);
      known.add(leaf);
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
      parameters.addCertStore(Jdk.certificateStore(new CollectionCertStoreParameters(known)));
      set(parameters, root);
      Jdk.pathBuilder().build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && isSignedBy(certificate, certificate);
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate signer) {
    try {
      PublicKey key = signer.getPublicKey();
      Optional<Provider> provider = Jdk.checks(key);
      if (provider.isPresent()) {
        certificate.verify(key, provider.get());
      } else {
        certificate.verify(key);
      }
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private boolean isValid(X509Certificate certificate) {
    Date date = Date.from(at);
    return !date.before(certificate.getNotBefore()) && !date.after(certificate.getNotAfter());
  }
}
