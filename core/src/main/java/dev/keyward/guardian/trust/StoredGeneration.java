package dev.keyward.guardian.trust;

import dev.keyward.guardian.Guardian;

/**
 * A signing and an encryption key that a guardian in the store has or had.
 *
 * @param trusted its certificates, and why they were taken
 * @param hasKeys whether the store holds both private keys
 */
public record StoredGeneration(TrustedGuardian trusted, boolean hasKeys) {

  /** Its certificates. */
  public Guardian guardian() {
    return trusted.guardian();
  }
}
