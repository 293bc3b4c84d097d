package dev.keyward.guardian;

import java.security.PrivateKey;
import java.util.Objects;

/**
 * A guardian with the private half of its encryption key, which opens wrappings. Java offers no way
 * to wipe the key.
 */
public record OpeningKey(Guardian guardian, PrivateKey key) {

  /** Refuses missing parts, and a key that is of another modulus than its certificate's. */
  public OpeningKey {
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(key, "key");
    if (!guardian.encryption().mayBelongTo(key)) {
      throw new IllegalArgumentException("not the private key of " + guardian.encryption());
    }
  }

  /** The guardian's name only. */
  @Override
  public String toString() {
    return "OpeningKey(" + guardian.name() + ")";
  }
}
