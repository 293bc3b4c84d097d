package dev.keyward.guardian;

import java.security.PrivateKey;
import java.util.Objects;

/**
 * A guardian with the private half of its encryption key, which opens wrappings. Java offers no way
 * to wipe the key.
 */
public record OpeningKey(Guardian guardian, PrivateKey key) {

  /** Refuses missing parts. */
  public OpeningKey {
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(key, "key");
  }

  /** The guardian's name only. */
  @Override
  public String toString() {
    return "OpeningKey(" + guardian.name() + ")";
  }
}
