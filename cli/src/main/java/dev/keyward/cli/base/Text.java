package dev.keyward.cli.base;

import dev.keyward.cli.console.Unprintable;

/** Text from files as a terminal may show it. */
public final class Text {

  private static final int MOST = 200;

  private Text() {}

  /**
   * Letters, digits and marks as they are; control, format and bidirectional characters, which
   * could forge or hide lines of a listing, as question marks; the end of endless text cut off.
   */
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(MOST).forEach(point -> shown.appendCodePoint(safe(point)));
    return text.codePointCount(0, text.length()) > MOST ? shown + "..." : shown.toString();
  }

  /** Such as {@code 1 file} and {@code 2 files}. */
  public static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  private static int safe(int point) {
    return Unprintable.is(point) ? '?' : point;
  }
}
