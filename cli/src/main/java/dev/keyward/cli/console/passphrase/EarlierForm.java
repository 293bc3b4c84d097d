package dev.keyward.cli.console.passphrase;

/** A wrong form of a passphrase that an earlier Keyward read, and locked keys with. */
public enum EarlierForm {
  /** The value of a variable together with its line end. */
  LINE_END,
  /** Read without a UTF-8 locale: every byte beyond ASCII became the same character. */
  SOME_BYTES_ALIKE,
  /** The same for a passphrase without any ASCII character: only its length counted. */
  ALL_BYTES_ALIKE;

  /** Hears that keys opened with such a form. */
  @FunctionalInterface
  public interface Listener {

    /** The passphrase that {@code source} names, such as a variable, opened keys in this form. */
    void opened(EarlierForm form, String source);
  }
}
