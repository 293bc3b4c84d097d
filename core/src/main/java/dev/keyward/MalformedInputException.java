package dev.keyward;

/** The input does not have the form that its specification requires. */
public final class MalformedInputException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public MalformedInputException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public MalformedInputException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public MalformedInputException within(String outer) {
    return new MalformedInputException(fault().within(outer), this);
  }
}
