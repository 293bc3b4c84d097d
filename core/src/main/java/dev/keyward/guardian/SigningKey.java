package dev.keyward.guardian;

import java.security.PrivateKey;
import java.util.Objects;

/** A guardian with the private half of its signing key. Java offers no way to wipe the key. */
public record SigningKey(Guardian guardian, PrivateKey key) {

  /** Refuses missing parts. */
  public SigningKey {
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(key, "key");
  }

  /** The guardian's name only. */
  @Override
  public String toString() {
    return "SigningKey(" + guardian.name() + ")";
  }
}
