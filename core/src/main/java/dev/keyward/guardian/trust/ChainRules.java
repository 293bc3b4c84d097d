package dev.keyward.guardian.trust;

import dev.keyward.guardian.GuardianCertificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.List;

/**
 * What a program adds to the search for a chain. Keyward downloads nothing and asks no service, so
 * it checks revocation only if you give a checker.
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
