package dev.keyward.hgs;

import dev.keyward.hgs.message.AttestationError;

/** Ends the work on an attestation; what the host is answered. */
final class AttestationRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient AttestationError error;

  AttestationRefusal(AttestationError error) {
    super(error.message());
    this.error = error;
  }

  AttestationRefusal(AttestationError.Kind kind, String why) {
    this(new AttestationError(kind, why, false));
  }

  AttestationError error() {
    return error;
  }
}
