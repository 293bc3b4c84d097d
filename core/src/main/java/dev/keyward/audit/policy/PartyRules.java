package dev.keyward.audit.policy;

import java.util.List;
import java.util.Optional;

/**
 * Who may stand behind a protector.
 *
 * @param owners who may own it; empty: anyone; the list itself is never empty
 * @param sealedBy whose seal is accepted besides the owner's; empty: everyone's, with a warning; an
 *     empty list: nobody's
 */
public record PartyRules(
    Optional<List<GuardianReference>> owners, Optional<List<GuardianReference>> sealedBy) {

  /** Copies the lists. */
  public PartyRules {
    owners = owners.map(List::copyOf);
    sealedBy = sealedBy.map(List::copyOf);
  }
}
