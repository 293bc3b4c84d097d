package dev.keyward.guardian.trust;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.metadata.GuardianMetadata;

/**
 * The entry of a guardian for the store.
 *
 * @param trusted its certificates and why it is trusted
 * @param metadata the signed document to export later
 */
public record GuardianEntry(TrustedGuardian trusted, GuardianMetadata metadata) {

  /** Refuses metadata of another guardian. */
  public GuardianEntry {
    Guardian guardian = trusted.guardian();
    if (!metadata.signing().equals(guardian.signing())
        || !metadata.encryption().equals(guardian.encryption())) {
      throw new IllegalArgumentException("the metadata is another guardian's");
    }
  }

  /** Its certificates. */
  public Guardian guardian() {
    return trusted.guardian();
  }

  /** Why it is trusted. */
  public TrustDecision trust() {
    return trusted.decision();
  }
}
