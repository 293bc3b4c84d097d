package dev.keyward;

/** Nobody decided to trust this guardian or key, or trust was not allowed here. */
public final class NotTrustedException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public NotTrustedException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public NotTrustedException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public NotTrustedException within(String outer) {
    return new NotTrustedException(fault().within(outer), this);
  }
}
