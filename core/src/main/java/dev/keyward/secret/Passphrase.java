package dev.keyward.secret;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A passphrase that unlocks keys: Unicode characters from a person or a file, never a {@code
 * String}, wiped when closed. Safe for use by several threads. An empty passphrase exists, because
 * PKCS#12 files without one do. An earlier Keyward may have misread a passphrase and locked keys
 * with that wrong form. Such a form still opens these keys, and never locks new ones.
 */
public final class Passphrase implements AutoCloseable {

  private final char[] characters;
  private final Loans loans;
  private final Optional<Fault> unreadable;
  private final List<Earlier> earlier;

  private record Earlier(Passphrase form, Runnable opened) {}

  private Passphrase(char[] characters, Optional<Fault> unreadable) {
    this.characters = characters;
    this.loans = new Loans("the passphrase was wiped", () -> Arrays.fill(characters, '\0'));
    this.unreadable = unreadable;
    this.earlier = List.of();
  }

  private Passphrase(Passphrase given, List<Earlier> earlier) {
    this.characters = given.characters;
    this.loans = given.loans;
    this.unreadable = given.unreadable;
    this.earlier = List.copyOf(earlier);
  }

  /** No characters, for keys that no passphrase locks. */
  public static Passphrase none() {
    return copyOf(new char[0]);
  }

  /** A copy of {@code source}; the source stays the caller's to wipe. */
  public static Passphrase copyOf(char[] source) {
    return new Passphrase(source.clone(), Optional.empty());
  }

  /** The characters of {@code source}, which is wiped at once. */
  public static Passphrase takeFrom(char[] source) {
    Passphrase taken = copyOf(source);
    Arrays.fill(source, '\0');
    return taken;
  }

  /** A passphrase that is not text. It locks nothing, and only its earlier forms can open keys. */
  public static Passphrase unreadable(Fault why) {
    return new Passphrase(new char[0], Optional.of(why));
  }

  /**
   * The same passphrase, which also opens keys that an earlier Keyward locked with {@code form}. It
   * tries the forms in the order in which they were added.
   *
   * @param form the earlier form; closing this passphrase closes it too
   * @param opened runs each time this form opens keys, on any thread
   */
  public Passphrase orEarlier(Passphrase form, Runnable opened) {
    List<Earlier> all = new ArrayList<>(earlier);
    all.add(new Earlier(form, opened));
    return new Passphrase(this, all);
  }

  /** Whether there are no characters. */
  public boolean isEmpty() {
    return characters.length == 0 && unreadable.isEmpty();
  }

  /**
   * Refuses a passphrase that is no text, before it locks keys.
   *
   * @throws BadPassphraseException with the fault of {@link #unreadable}
   */
  public void requireReadable() throws BadPassphraseException {
    if (unreadable.isPresent()) {
      throw new BadPassphraseException(unreadable.get());
    }
  }

  /**
   * Refuses an empty passphrase and one that is no text, before it locks new keys. Existing keys
   * under such a passphrase still open.
   *
   * @throws BadPassphraseException code {@code empty-passphrase}, or as {@link #requireReadable}
   */
  public void requireForNewKeys() throws BadPassphraseException {
    requireReadable();
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
   * Lends the characters to {@code opener}. If they do not open the keys, it lends the earlier
   * forms, one after the other.
   *
   * @throws BadPassphraseException what {@code opener} said of the passphrase as it was given; the
   *     fault of {@link #unreadable} where there is no such text
   * @throws IllegalStateException if closed
   */
  public <T> T open(Borrower<char[], T, KeywardException> opener) throws KeywardException {
    BadPassphraseException wrong;
    try {
      requireReadable();
      return lend(opener);
    } catch (BadPassphraseException e) {
      wrong = e;
    }
    for (Earlier each : earlier) {
      try {
        T opened = each.form().lend(opener);
        each.opened().run();
        return opened;
      } catch (BadPassphraseException e) {
        // The user can only act on the error about the passphrase as given.
      }
    }
    throw wrong;
  }

  /**
   * Wipes the characters, or has the last borrower wipe them where some still use them; closing
   * twice is allowed.
   */
  @Override
  public void close() {
    loans.close();
    earlier.forEach(each -> each.form().close());
  }

  /** Nothing of the content, not even its length. */
  @Override
  public String toString() {
    return "Passphrase(hidden)";
  }
}
