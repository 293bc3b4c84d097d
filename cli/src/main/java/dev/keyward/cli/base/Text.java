package dev.keyward.cli.base;

import dev.keyward.ForeignText;

/** Text from files as a terminal may show it. */
public final class Text {

  private static final int MOST = 200;

  private Text() {}

  /**
   * Letters, digits and marks as they are; control, format and bidirectional characters, which
   * could forge or hide lines of a listing, as question marks; the end of endless text cut off.
   */
  public static String printable(String text) {
    return ForeignText.line(text, MOST);
  }

  /** Such as {@code 1 file} and {@code 2 files}. */
  public static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
