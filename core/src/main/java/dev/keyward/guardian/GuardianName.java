package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.internal.io.SystemNames;
import dev.keyward.text.ForeignText;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a guardian: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}. It keeps its case. Two names
 * that differ only in case are equal, so a store is the same on every file system.
 */
public final class GuardianName implements Comparable<GuardianName> {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String EXPECTED =
      "1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit";

  private final String text;

  private GuardianName(String text) {
    this.text = text;
  }

  /**
   * Reads a name.
   *
   * @throws MalformedInputException code {@code bad-name}
   */
  public static GuardianName parse(String text) throws MalformedInputException {
    Optional<String> broken = brokenRule(text);
    if (broken.isPresent()) {
      throw new MalformedInputException(
          Fault.of("bad-name", "name", "\"" + ForeignText.ascii(text, 80) + "\"", broken.get()));
    }
    return new GuardianName(text);
  }

  /**
   * The name that comes nearest to a text, with {@code -} for other characters; empty where nothing
   * of it is left. Several texts can have one such name.
   */
  public static Optional<GuardianName> nearest(String text) {
    return isOne(text)
        ? Optional.of(new GuardianName(text))
        : GuardianSubject.asName(text).filter(GuardianName::isOne).map(GuardianName::new);
  }

  /** Whether a text has the form of a name. */
  public static boolean isOne(String text) {
    return brokenRule(text).isEmpty();
  }

  private static Optional<String> brokenRule(String text) {
    return FORM.matcher(text).matches() ? SystemNames.brokenRule(text) : Optional.of(EXPECTED);
  }

  /** The name in lower case: equal for equal names, and safe as the name of a folder. */
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(GuardianName other) {
    return key().compareTo(other.key());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GuardianName name && name.key().equals(key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  /** The name as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
