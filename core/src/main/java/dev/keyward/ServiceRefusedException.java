package dev.keyward;

/** A service was reached and said no. */
public final class ServiceRefusedException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public ServiceRefusedException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public ServiceRefusedException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public ServiceRefusedException within(String outer) {
    return new ServiceRefusedException(fault().within(outer), this);
  }
}
