package dev.keyward;

/** None of the available keys gives access. */
public final class NoAccessException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public NoAccessException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public NoAccessException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public NoAccessException within(String outer) {
    return new NoAccessException(fault().within(outer), this);
  }
}
