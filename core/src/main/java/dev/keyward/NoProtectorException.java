package dev.keyward;

/** The input says that there is no protector. */
public final class NoProtectorException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public NoProtectorException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public NoProtectorException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public NoProtectorException within(String outer) {
    return new NoProtectorException(fault().within(outer), this);
  }
}
