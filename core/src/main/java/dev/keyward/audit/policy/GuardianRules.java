package dev.keyward.audit.policy;

import java.util.List;
import java.util.Optional;

/**
 * Who must, may and must not have access to a protector.
 *
 * @param required each of these has to be granted
 * @param allowed who may be granted besides the owner and the required ones; empty: anyone
 * @param forbidden none of these may be granted, also where it would be allowed
 * @param refusesFormerKeys whether a wrapping by a former key grants nothing
 */
public record GuardianRules(
    List<GuardianReference> required,
    Optional<List<GuardianReference>> allowed,
    List<GuardianReference> forbidden,
    boolean refusesFormerKeys) {

  /** Copies the lists. */
  public GuardianRules {
    required = List.copyOf(required);
    allowed = allowed.map(List::copyOf);
    forbidden = List.copyOf(forbidden);
  }
}
