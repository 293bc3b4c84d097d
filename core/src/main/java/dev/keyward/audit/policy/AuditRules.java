package dev.keyward.audit.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy demands of the protector of one VM.
 *
 * @param group the name of the group of VMs whose rules these are; empty: the general rules
 * @param parties who may own and seal it
 * @param guardians who has access
 * @param strength keys, algorithms and expiry
 */
public record AuditRules(
    Optional<String> group, PartyRules parties, GuardianRules guardians, StrengthRules strength) {

  private static final AuditRules NONE =
      new AuditRules(
          Optional.empty(),
          new PartyRules(Optional.empty(), Optional.empty()),
          new GuardianRules(List.of(), Optional.empty(), List.of(), false),
          new StrengthRules(StrengthRules.LEAST_BITS, Optional.empty(), Optional.empty(), false));

  /** Nothing is demanded but what every valid protector has. */
  public static AuditRules none() {
    return NONE;
  }

  /** Who may own it; see {@link PartyRules#owners}. */
  public Optional<List<GuardianReference>> owners() {
    return parties.owners();
  }

  /** Whose seal is accepted besides the owner's; see {@link PartyRules#sealedBy}. */
  public Optional<List<GuardianReference>> sealedBy() {
    return parties.sealedBy();
  }

  /** Who has to be granted. */
  public List<GuardianReference> required() {
    return guardians.required();
  }

  /** Who may be granted besides the owner and the required ones; empty: anyone. */
  public Optional<List<GuardianReference>> allowed() {
    return guardians.allowed();
  }

  /** Who may not be granted. */
  public List<GuardianReference> forbidden() {
    return guardians.forbidden();
  }

  /** The least size of RSA keys in bits. */
  public int minimumBits() {
    return strength.minimumBits();
  }

  /** The URIs of the algorithms that may be used; empty: all that Keyward knows. */
  public Optional<Set<String>> algorithms() {
    return strength.algorithms();
  }

  /** How long before its expiry a certificate is warned of. */
  public Optional<Duration> warnWithin() {
    return strength.warnWithin();
  }
}
