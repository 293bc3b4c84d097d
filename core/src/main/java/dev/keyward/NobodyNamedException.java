package dev.keyward;

/**
 * Files that should name guardians name none, so an answer that depends on them would mean nothing.
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
