package dev.keyward.guardian.trust;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.security.cert.PKIXCertPathChecker;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The reasons that a user gives to trust a guardian.
 *
 * @param pin the SHA-256 that the signing certificate must have
 * @param roots certificates that both of the guardian's must lead to
 * @param subject the name that the signing certificate must have, as {@link
 *     GuardianCertificate#hasSubject} compares it: a chain says that a certificate is genuine, not
 *     whose it is. Only one root that is private to an organisation does without it
 * @param allowUntrustedRoot whether certificates that lead to no known root are accepted
 * @param allowExpired whether certificates are accepted that are expired or not yet valid
 * @param chains what a program adds to the search for a chain
 */
public record TrustRequest(
    Optional<Thumbprint> pin,
    List<GuardianCertificate> roots,
    Optional<String> subject,
    boolean allowUntrustedRoot,
    boolean allowExpired,
    ChainRules chains) {

  /** No reason: no guardian is trusted. */
  public static final TrustRequest NOTHING =
      new TrustRequest(Optional.empty(), List.of(), false, false);

  /** The guardian's signing certificate must be the one with this SHA-256. */
  public static TrustRequest pinned(Thumbprint pin) {
    return new TrustRequest(Optional.of(pin), List.of(), false, false);
  }

  /**
   * Both certificates must lead to one of these roots. That does not prove whose certificates they
   * are.
   */
  public static TrustRequest under(List<GuardianCertificate> roots) {
    return new TrustRequest(Optional.empty(), roots, false, false);
  }

  /** Copies the list and refuses missing parts. */
  public TrustRequest {
    Objects.requireNonNull(pin, "pin");
    roots = List.copyOf(roots);
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(chains, "chains");
  }

  /** One whose chains lead over the given roots alone. */
  public TrustRequest(
      Optional<Thumbprint> pin,
      List<GuardianCertificate> roots,
      boolean allowUntrustedRoot,
      boolean allowExpired) {
    this(pin, roots, Optional.empty(), allowUntrustedRoot, allowExpired, ChainRules.NONE);
  }

  /** The same with other rules for chains. */
  public TrustRequest with(ChainRules rules) {
    return new TrustRequest(pin, roots, subject, allowUntrustedRoot, allowExpired, rules);
  }

  /** The same for a guardian whose signing certificate names {@code name}. */
  public TrustRequest forSubject(String name) {
    return new TrustRequest(
        pin, roots, Optional.of(name), allowUntrustedRoot, allowExpired, chains);
  }

  /**
   * What a program adds to the search for a chain. Keyward downloads nothing and asks no service,
   * so it checks revocation only if you give a checker.
   *
   * @param intermediates certificates that may stand between a guardian's and a root
   * @param checkers get each certificate of a chain, such as {@link
   *     java.security.cert.PKIXRevocationChecker}; a copy of each for each chain
   */
  public record ChainRules(
      List<GuardianCertificate> intermediates, List<PKIXCertPathChecker> checkers) {

    /** Adds nothing. */
    public static final ChainRules NONE = new ChainRules(List.of(), List.of());

    /** Copies the lists. */
    public ChainRules {
      intermediates = List.copyOf(intermediates);
      checkers = List.copyOf(checkers);
    }
  }
}
