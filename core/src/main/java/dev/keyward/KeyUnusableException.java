package dev.keyward;

/**
 * A private key cannot be used: its provider or device fails, no provider accepts it, or it does
 * not belong to its certificate. This says nothing about a protector or a signature.
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

  /**
   * A private key does not belong to the certificate beside it.
   *
   * @param where the key, in words
   * @return code {@code key-mismatch}
   */
  public static KeyUnusableException ofOtherCertificate(String where) {
    return new KeyUnusableException(mismatch(where), false);
  }

  /** The fault of a key that does not belong to its certificate. */
  public static Fault mismatch(String where) {
    return Fault.of(
        "key-mismatch", where, "a private key that is not the certificate's", "the one that is");
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
