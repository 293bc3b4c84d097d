package dev.keyward.guardian.trust;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.certificate.Chains;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ways from both certificates of a guardian to the roots of a request.
 *
 * @param request the roots, and the rules of the search
 * @param now the moment at which the certificates are judged
 */
record GuardianChains(
    GuardianCertificate signing,
    GuardianCertificate encryption,
    TrustRequest request,
    Instant now) {

  /**
   * A root that both lead to. Two roots would not do: anybody of the one could put the certificate
   * of somebody of the other beside their own.
   */
  Optional<GuardianCertificate> commonRoot() {
    for (GuardianCertificate root : request.roots()) {
      if (from(signing).leadsTo(signing.x509(), root.x509())
          && from(encryption).leadsTo(encryption.x509(), root.x509())) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }

  /** For each root and certificate where the way ends; empty where nothing is missing. */
  List<TrustDecider.ChainBreak> breaks() {
    List<TrustDecider.ChainBreak> breaks = new ArrayList<>();
    for (GuardianCertificate root : request.roots()) {
      for (GuardianCertificate leaf : List.of(signing, encryption)) {
        from(leaf)
            .whyNot(leaf.x509(), root.x509())
            .ifPresent(
                end ->
                    breaks.add(
                        new TrustDecider.ChainBreak(
                            GuardianCertificate.of(end.certificate()), root, end.step())));
      }
    }
    return List.copyOf(breaks);
  }

  /** Time is judged apart, so a chain is looked for at a moment within the leaf's validity. */
  private Chains from(GuardianCertificate leaf) {
    Instant moment = now;
    if (now.isBefore(leaf.notBefore())) {
      moment = leaf.notBefore();
    } else if (now.isAfter(leaf.notAfter())) {
      moment = leaf.notAfter();
    }
    List<X509Certificate> given =
        Stream.concat(request.roots().stream(), request.chains().intermediates().stream())
            .map(GuardianCertificate::x509)
            .toList();
    return new Chains(given, request.chains().checkers(), moment);
  }
}
