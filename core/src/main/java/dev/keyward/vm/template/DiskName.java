package dev.keyward.vm.template;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;

/**
 * What its maker calls a template disk. Two names are the same only when each character is.
 *
 * @param text 1 to 256 characters, not all blank, no control characters
 */
public record DiskName(String text) {

  /** The longest name, in UTF-16 units. */
  public static final int MAX_LENGTH = 256;

  /** Refuses what is no name. */
  public DiskName {
    if (!isName(text)) {
      throw new IllegalArgumentException("not a name of a disk");
    }
  }

  /**
   * Takes a name.
   *
   * @throws MalformedInputException code {@code bad-disk-name}
   */
  public static DiskName parse(String text) throws MalformedInputException {
    if (!isName(text)) {
      throw new MalformedInputException(
          Fault.of(
              "bad-disk-name",
              "name",
              "a name that is empty, too long or has control characters",
              "1 to " + MAX_LENGTH + " characters"));
    }
    return new DiskName(text);
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MAX_LENGTH
        && text.codePoints().allMatch(DiskName::isCharacter);
  }

  private static boolean isCharacter(int point) {
    return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
