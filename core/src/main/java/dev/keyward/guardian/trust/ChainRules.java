package dev.keyward.guardian.trust;

import dev.keyward.guardian.GuardianCertificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.List;

/**
 * What a program adds to the search for a chain. Keyward fetches nothing and asks nobody, so
 * revocation is checked only where a checker does that.
 *
 * @param intermediates certificates that may stand between a guardian's and a root
 * @param checkers are asked about each certificate of a chain, such as {@link
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
