package dev.keyward.guardian;

import java.security.PrivateKey;
import java.util.Objects;

/** A guardian with the private half of its signing key. Java offers no way to wipe the key. */
public record SigningKey(Guardian guardian, PrivateKey key) {

  /** Refuses missing parts, and a key that is of another modulus than its certificate's. */
  public SigningKey {
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(key, "key");
    if (!guardian.signing().mayBelongTo(key)) {
      throw new IllegalArgumentException("not the private key of " + guardian.signing());
    }
  }

  /** The guardian's name only. */
  @Override
  public String toString() {
    return "SigningKey(" + guardian.name() + ")";
  }
}
