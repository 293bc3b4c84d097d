package dev.keyward;

/** The input is well formed, but a signature, a rule or a pinned identity does not hold. */
public final class VerificationFailedException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public VerificationFailedException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public VerificationFailedException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public VerificationFailedException within(String outer) {
    return new VerificationFailedException(fault().within(outer), this);
  }
}
