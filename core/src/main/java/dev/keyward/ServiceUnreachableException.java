package dev.keyward;

/** A service could not be reached, or the answer did not follow its protocol. */
public final class ServiceUnreachableException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public ServiceUnreachableException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public ServiceUnreachableException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public ServiceUnreachableException within(String outer) {
    return new ServiceUnreachableException(fault().within(outer), this);
  }
}
