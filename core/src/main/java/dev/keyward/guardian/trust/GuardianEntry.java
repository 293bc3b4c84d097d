package dev.keyward.guardian.trust;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.metadata.GuardianMetadata;

/**
 * What is put into the store about a guardian.
 *
 * @param guardian its certificates
 * @param trust why it is trusted
 * @param metadata the signed document to export later
 */
public record GuardianEntry(Guardian guardian, TrustDecision trust, GuardianMetadata metadata) {

  /** Refuses metadata of another guardian. */
  public GuardianEntry {
    if (!metadata.signing().equals(guardian.signing())
        || !metadata.encryption().equals(guardian.encryption())) {
      throw new IllegalArgumentException("the metadata is another guardian's");
    }
    java.util.Objects.requireNonNull(trust, "trust");
  }
}
