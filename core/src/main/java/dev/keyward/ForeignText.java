package dev.keyward;

/**
 * Makes text that a stranger wrote safe to show: in errors, reports and on terminals. This is the
 * only place that decides which characters act on those who read them.
 */
public final class ForeignText {

  private static final String CUT = "...";

  private ForeignText() {}

  /**
   * Whether it is a control, format or bidirectional character, which could forge or hide lines, or
   * one that has no agreed look. An unpaired surrogate counts too.
   */
  public static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * One line: letters, digits and marks of every language as they are, unsafe characters as
   * question marks.
   *
   * @param most the most characters; the rest is cut off and three dots stand for it
   */
  public static String line(CharSequence text, int most) {
    return shown(text, most, Character.MAX_CODE_POINT);
  }

  /**
   * The same in printable ASCII, for identifiers and keys: every other character is a question
   * mark.
   */
  public static String ascii(CharSequence text, int most) {
    return shown(text, most, '~');
  }

  private static String shown(CharSequence text, int most, int last) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int count = 0; at < text.length() && count < most; count++) {
      int point = Character.codePointAt(text, at);
      shown.appendCodePoint(point > last || isUnsafe(point) ? '?' : point);
      at += Character.charCount(point);
    }
    return at < text.length() ? shown.append(CUT).toString() : shown.toString();
  }
}
