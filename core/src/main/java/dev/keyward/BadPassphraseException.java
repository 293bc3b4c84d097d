package dev.keyward;

/** The passphrase does not open the key, or is missing. */
public final class BadPassphraseException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public BadPassphraseException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public BadPassphraseException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public BadPassphraseException within(String outer) {
    return new BadPassphraseException(fault().within(outer), this);
  }
}
