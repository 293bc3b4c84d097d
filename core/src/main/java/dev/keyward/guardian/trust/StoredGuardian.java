package dev.keyward.guardian.trust;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;

/**
 * A guardian in the store.
 *
 * @param trusted its certificates, verified when it was put there, and why it is trusted
 * @param hasKeys whether the store holds its private keys
 */
public record StoredGuardian(TrustedGuardian trusted, boolean hasKeys) {

  /** Its certificates. */
  public Guardian guardian() {
    return trusted.guardian();
  }

  /** The keys that it has and had. */
  public GuardianHistory history() {
    return GuardianHistory.of(guardian());
  }

  /** Why it is trusted. */
  public TrustDecision trust() {
    return trusted.decision();
  }
}
