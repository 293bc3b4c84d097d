package dev.keyward.secret;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import java.util.Arrays;

/**
 * What a person or a file gave to unlock keys: Unicode characters, never a {@code String}, wiped
 * when closed. Safe for use by several threads. An empty passphrase exists, because PKCS#12 files
 * without one do.
 */
public final class Passphrase implements AutoCloseable {

  private final char[] characters;
  private final Loans loans;

  private Passphrase(char[] characters) {
    this.characters = characters;
    this.loans = new Loans("the passphrase was wiped", () -> Arrays.fill(characters, '\0'));
  }

  /** A copy of {@code source}; the source stays the caller's to wipe. */
  public static Passphrase copyOf(char[] source) {
    return new Passphrase(source.clone());
  }

  /** The characters of {@code source}, which is wiped at once. */
  public static Passphrase takeFrom(char[] source) {
    Passphrase taken = copyOf(source);
    Arrays.fill(source, '\0');
    return taken;
  }

  /** Whether there are no characters. */
  public boolean isEmpty() {
    return characters.length == 0;
  }

  /**
   * Refuses an empty one, where keys are to be locked with it: what was locked so opens still.
   *
   * @throws BadPassphraseException code {@code empty-passphrase}
   */
  public void requireForNewKeys() throws BadPassphraseException {
    if (isEmpty()) {
      throw new BadPassphraseException(
          Fault.of("empty-passphrase", "", "an empty passphrase", "one that protects the keys"));
    }
  }

  /**
   * Lends the characters to {@code borrower}, who must neither keep nor change them. Several
   * threads may borrow at the same time; no lock is held meanwhile.
   *
   * @throws IllegalStateException if closed
   */
  public <T, E extends Exception> T lend(Borrower<char[], T, E> borrower) throws E {
    return loans.lend(characters, borrower);
  }

  /**
   * Wipes the characters, or has the last borrower wipe them where some still use them; closing
   * twice is allowed.
   */
  @Override
  public void close() {
    loans.close();
  }

  /** Nothing of the content, not even its length. */
  @Override
  public String toString() {
    return "Passphrase(hidden)";
  }
}
