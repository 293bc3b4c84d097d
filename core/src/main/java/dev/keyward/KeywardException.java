package dev.keyward;

import java.io.Serializable;
import java.util.Optional;

/**
 * The checked exceptions of Keyward's own operations. A parser throws nothing else. Errors of the
 * file system and the network are {@link java.io.IOException}s.
 */
public abstract sealed class KeywardException extends Exception
    permits MalformedInputException,
        UnsupportedFormatException,
        VerificationFailedException,
        NoProtectorException,
        NobodyNamedException,
        NotCollectedException,
        NoAccessException,
        NotTrustedException,
        KeyUnusableException,
        BadPassphraseException,
        ServiceRefusedException,
        ServiceUnreachableException {

  private static final long serialVersionUID = 1L;

  private final Parts parts;

  /** The fault in a form that Java serializes; the hint is empty where there is none. */
  private record Parts(String code, String where, String found, String expected, String hint)
      implements Serializable {}

  /** Without a cause. */
  public KeywardException(Fault fault) {
    super(fault.message());
    this.parts = parts(fault);
  }

  /** With the error of another library as its cause. */
  public KeywardException(Fault fault, Throwable cause) {
    super(fault.message(), cause);
    this.parts = parts(fault);
  }

  private static Parts parts(Fault fault) {
    return new Parts(
        fault.code(), fault.where(), fault.found(), fault.expected(), fault.hint().orElse(""));
  }

  /** The parts of the error; its {@link Fault#code()} is stable. */
  public final Fault fault() {
    return new Fault(
        parts.code(),
        parts.where(),
        parts.found(),
        parts.expected(),
        Optional.of(parts.hint()).filter(hint -> !hint.isEmpty()));
  }

  /** The same error, with {@code outer} in front of the place, for instance a file's name. */
  public abstract KeywardException within(String outer);
}
