package dev.keyward.guardian.trust;

import dev.keyward.guardian.Thumbprint;
import java.util.Objects;
import java.util.Optional;

/**
 * What the user gave to take metadata of a known guardian by.
 *
 * @param pin the SHA-256 of the certificate or key that signed the document, where the guardian's
 *     own key did not
 * @param older whether the document may be older than what is known, and is kept as former
 */
public record UpdateRequest(Optional<Thumbprint> pin, boolean older) {

  /** Nothing given: the guardian's own key must vouch for newer metadata. */
  public static final UpdateRequest NOTHING = new UpdateRequest(Optional.empty(), false);

  /** Refuses missing parts. */
  public UpdateRequest {
    Objects.requireNonNull(pin, "pin");
  }
}
