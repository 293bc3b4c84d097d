package dev.keyward.cli.report;

import dev.keyward.ForeignText;
import java.util.regex.Pattern;

/** Makes text from files harmless to whoever shows it. */
public final class Inert {

  private static final int REPLACEMENT = 0xFFFD;
  private static final String STARTS = "=+\\-@\uFF1D\uFF0B\uFF0D\uFF20";

  /**
   * What a spreadsheet program takes for a formula: a cell that begins so, also after spaces and
   * quotes. Where lists are split at semicolons by the country's custom, a cell can begin after
   * one.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(^|;)(?=[\\s\\h\"']*[" + STARTS + "])", Pattern.UNICODE_CHARACTER_CLASS);

  private Inert() {}

  /**
   * Letters, digits and marks as they are; what acts instead of being shown (control, format and
   * bidirectional characters, broken surrogates) as U+FFFD each.
   *
   * @param most how many characters are kept; an ellipsis stands for the rest
   */
  public static String shown(String text, int most) {
    int cut = text.length() <= most ? text.length() : whole(text, most);
    StringBuilder shown = new StringBuilder(cut + 1);
    for (int i = 0; i < cut; ) {
      int point = text.codePointAt(i);
      shown.appendCodePoint(ForeignText.isUnsafe(point) ? REPLACEMENT : point);
      i += Character.charCount(point);
    }
    return cut < text.length() ? shown.append('\u2026').toString() : shown.toString();
  }

  /**
   * The same for a cell of a spreadsheet, with an apostrophe before whatever could be a formula.
   */
  public static String cell(String text, int most) {
    // A tab or a line feed at the start is a known way round; as U+FFFD it is none any more.
    return FORMULA.matcher(shown(text, most)).replaceAll("$1'");
  }

  private static int whole(String text, int most) {
    return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }
}
