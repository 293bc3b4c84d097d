package dev.keyward.cli.console.passphrase;

/** What an earlier Keyward took a passphrase for, and locked keys with. */
public enum EarlierForm {
  /** A variable with the line end behind it. */
  LINE_END,
  /** Without a UTF-8 locale: the same sign for each byte beyond ASCII, some of them. */
  SOME_BYTES_ALIKE,
  /** The same, of a passphrase without any ASCII character, so that only its length counts. */
  ALL_BYTES_ALIKE;

  /** Hears that keys opened with such a form. */
  @FunctionalInterface
  public interface Listener {

    /** The passphrase that {@code source} names, such as a variable, opened keys in this form. */
    void opened(EarlierForm form, String source);
  }
}
