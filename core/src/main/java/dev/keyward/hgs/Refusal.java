package dev.keyward.hgs;

import dev.keyward.hgs.message.release.KpsError;

/** Ends the processing of a request; says only what the requester may know. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient KpsError error;

  private final String outcome;

  Refusal(KpsError.Code code, String message) {
    this(code, message, code.wireName());
  }

  /** With what the service's own log says instead of the error's name. */
  Refusal(KpsError.Code code, String message, String outcome) {
    super(message, null, false, false);
    this.error = new KpsError(code, message);
    this.outcome = outcome;
  }

  /** For the log only. */
  String outcome() {
    return outcome;
  }

  KpsError error() {
    return error;
  }
}
