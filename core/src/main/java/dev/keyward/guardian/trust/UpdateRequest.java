package dev.keyward.guardian.trust;

import dev.keyward.guardian.Thumbprint;
import java.util.Objects;
import java.util.Optional;

/**
 * The reasons that a user gives to accept new metadata of a known guardian.
 *
 * @param pin the SHA-256 of the certificate or key that signed the document, where the guardian's
 *     own key did not
 * @param older whether the document may be older than what is known, and is kept as former
 */
public record UpdateRequest(Optional<Thumbprint> pin, boolean older) {

  /** No reason: the guardian's own key must vouch for newer metadata. */
  public static final UpdateRequest NOTHING = new UpdateRequest(Optional.empty(), false);

  /** Refuses missing parts. */
  public UpdateRequest {
    Objects.requireNonNull(pin, "pin");
  }
}
