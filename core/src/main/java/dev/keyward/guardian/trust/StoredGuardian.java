package dev.keyward.guardian.trust;

import dev.keyward.guardian.Guardian;
import java.util.Objects;

/**
 * A guardian in the store.
 *
 * @param guardian its certificates, verified when it was put there
 * @param trust why it is trusted
 * @param hasKeys whether the store holds its private keys
 */
public record StoredGuardian(Guardian guardian, TrustDecision trust, boolean hasKeys) {

  /** Refuses missing parts. */
  public StoredGuardian {
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(trust, "trust");
  }
}
