package dev.keyward.guardian;

import dev.keyward.NotTrustedException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Objects;

/**
 * A guardian with the private half of its signing key. Java offers no way to wipe the key.
 *
 * @param acceptsExpired whether it may own new protectors while its certificates are not valid
 */
public record SigningKey(Guardian guardian, PrivateKey key, boolean acceptsExpired) {

  /** One that may own new protectors while its certificates are valid. */
  public SigningKey(Guardian guardian, PrivateKey key) {
    this(guardian, key, false);
  }

  /** Refuses missing parts, and a key that is of another modulus than its certificate's. */
  public SigningKey {
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(key, "key");
    if (!guardian.signing().mayBelongTo(key)) {
      throw new IllegalArgumentException("not the private key of " + guardian.signing());
    }
  }

  /** The same key, for a caller that accepts certificates that are not valid now. */
  public SigningKey acceptingExpired() {
    return new SigningKey(guardian, key, true);
  }

  /**
   * Refuses a certificate that is not valid at {@code now}, unless that is accepted.
   *
   * @throws NotTrustedException code {@code expired}
   */
  public void requireCurrent(Instant now) throws NotTrustedException {
    if (!acceptsExpired) {
      guardian.requireCurrent(now);
    }
  }

  /** The guardian's name only. */
  @Override
  public String toString() {
    return "SigningKey(" + guardian.name() + ")";
  }
}
