package dev.keyward;

/**
 * A private key cannot be used: its provider or device fails, no provider takes it, or it is not
 * its certificate's. This says nothing about a protector or a signature.
 */
public final class KeyUnusableException extends KeywardException {

  private static final long serialVersionUID = 1L;

  private final boolean worthRetrying;

  /**
   * With the place and what was found there, where no provider said anything.
   *
   * @param worthRetrying whether the same call may succeed later, as with a device that is away
   */
  public KeyUnusableException(Fault fault, boolean worthRetrying) {
    super(fault);
    this.worthRetrying = worthRetrying;
  }

  /**
   * With the place and what was found there.
   *
   * @param worthRetrying whether the same call may succeed later, as with a device that is away
   * @param cause what the provider said
   */
  public KeyUnusableException(Fault fault, boolean worthRetrying, Throwable cause) {
    super(fault, cause);
    this.worthRetrying = worthRetrying;
  }

  /** Whether the same call may succeed later, as with a device that is away. */
  public boolean isWorthRetrying() {
    return worthRetrying;
  }

  @Override
  public KeyUnusableException within(String outer) {
    return new KeyUnusableException(fault().within(outer), worthRetrying, this);
  }
}
