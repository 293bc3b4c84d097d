package dev.keyward;

/**
 * The one checked family of errors that Keyward's own operations throw. A reader of bytes throws
 * nothing else; {@link java.io.IOException} stays what the file system and the network say.
 */
public abstract sealed class KeywardException extends Exception
    permits MalformedInputException,
        UnsupportedFormatException,
        VerificationFailedException,
        NoProtectorException,
        NotCollectedException,
        NoAccessException,
        NotTrustedException,
        BadPassphraseException,
        ServiceRefusedException,
        ServiceUnreachableException {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  KeywardException(Fault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  /** The parts of the error; its {@link Fault#code()} is stable. */
  public final Fault fault() {
    return fault;
  }

  /** The same error, with {@code outer} in front of the place, for instance a file's name. */
  public abstract KeywardException within(String outer);
}
