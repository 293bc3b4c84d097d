package dev.keyward;

/**
 * Files that had to name guardians name none, so that an answer that rests on them means nothing.
 */
public final class NobodyNamedException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public NobodyNamedException(Fault fault) {
    super(fault);
  }

  /** With what another library said, for {@code --verbose}. */
  public NobodyNamedException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public NobodyNamedException within(String outer) {
    return new NobodyNamedException(fault().within(outer), this);
  }
}
