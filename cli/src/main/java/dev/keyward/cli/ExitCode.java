package dev.keyward.cli;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NoProtectorException;
import dev.keyward.NobodyNamedException;
import dev.keyward.NotTrustedException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.cli.console.IoFault;

/**
 * How a command ended. The numbers are for scripts and never change; the order of the constants is
 * the order of precedence, from the mildest to the worst.
 */
public enum ExitCode {
  /** Done, or the answer is yes. */
  DONE(0),
  /** The check was made and the answer is no. */
  ANSWER_NO(1),
  /** The result exists already, and the command left it as it is. */
  EXISTS(7),
  /** There is no protector, or nobody where guardians had to be. */
  NO_PROTECTOR(6),
  /** The input is malformed, unsupported, tampered with, or not what was pinned. */
  INPUT_REFUSED(3),
  /** Trust or access was refused: untrusted, expired, no key, wrong or no passphrase. */
  ACCESS_REFUSED(4),
  /** Files, network or the device of a key failed. */
  IO(5),
  /** Wrong usage. */
  USAGE(2),
  /**
   * The reader of standard output or of a pipe closed it. A shell gives this code after SIGPIPE.
   */
  READER_GONE(141),
  /** A bug in Keyward. */
  BUG(70);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** What the process ends with. */
  public int number() {
    return number;
  }

  /** The one of both that a command with both outcomes ends with. */
  public ExitCode worse(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The exit code of what the file system said. */
  public static ExitCode ofIo(Fault fault) {
    return switch (fault.code()) {
      case IoFault.ALREADY_EXISTS -> EXISTS;
      case IoFault.READER_GONE -> READER_GONE;
      default -> IO;
    };
  }

  /** The exit code of an error. */
  public static ExitCode of(KeywardException error) {
    if (error instanceof NoProtectorException || error instanceof NobodyNamedException) {
      return NO_PROTECTOR;
    }
    if (error instanceof NoAccessException
        || error instanceof NotTrustedException
        || error instanceof BadPassphraseException) {
      return ACCESS_REFUSED;
    }
    if (error instanceof KeyUnusableException trouble) {
      return trouble.isWorthRetrying() ? IO : ACCESS_REFUSED;
    }
    if (error instanceof ServiceRefusedException) {
      return ANSWER_NO;
    }
    return error instanceof ServiceUnreachableException ? IO : INPUT_REFUSED;
  }
}
