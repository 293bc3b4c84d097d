package dev.keyward.hgs;

/** Ends the processing of a request; says only what the requester may know. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient KpsError error;

  Refusal(KpsError.Code code, String message) {
    super(message, null, false, false);
    this.error = new KpsError(code, message);
  }

  KpsError error() {
    return error;
  }
}
