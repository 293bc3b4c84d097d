package dev.keyward;

/** The input may be right, but Keyward cannot check or read this form of it. */
public final class UnsupportedFormatException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public UnsupportedFormatException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public UnsupportedFormatException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public UnsupportedFormatException within(String outer) {
    return new UnsupportedFormatException(fault().within(outer), this);
  }
}
