package dev.keyward.cli.report;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
import dev.keyward.text.ShortPrint;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes text from files harmless to whoever shows it. */
public final class Inert {

  /** Digits of the digest that stands behind a text that was cut: 128 bits. */
  private static final int DIGEST = 32;

  private static final String STARTS = "=+\\-@\uFF1D\uFF0B\uFF0D\uFF20";

  /**
   * What a spreadsheet program takes for a formula: a cell that begins so, also after spaces and
   * quotes. A program that splits at another character than the table has begins a cell there:
   * semicolons are the custom of some countries, and commas that of others.
   */
  private static final Pattern FORMULA =
      Pattern.compile("(^|[;,])(?=[\\s\\h\"']*[" + STARTS + "])", Pattern.UNICODE_CHARACTER_CLASS);

  private Inert() {}

  /**
   * One line as {@link ForeignText#line} makes it. Behind a text that was cut stand digits of the
   * SHA-256 of the whole text, so that the cut never makes two rows equal.
   *
   * @param most how many characters are kept
   */
  public static String shown(String text, int most) {
    return ForeignText.line(text, most) + behind(text, most);
  }

  /** The same for a name that was not escaped before, as {@link ForeignText#name} makes it. */
  public static String name(String text, int most) {
    return ForeignText.name(text, most) + behind(text, most);
  }

  /** The same for a name in a list, as {@link ForeignText#listed} makes it. */
  public static String listed(String text, int most) {
    return ForeignText.listed(text, most) + behind(text, most);
  }

  /**
   * The same for a cell of a spreadsheet, with an apostrophe before whatever could be a formula.
   */
  public static String cell(String text, int most) {
    // A tab or a line feed at the start is a known way round; escaped it is none any more.
    return FORMULA.matcher(shown(text, most)).replaceAll("$1'");
  }

  private static String behind(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return "";
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
    return "[" + ShortPrint.of(Thumbprint.of(bytes).toString(), DIGEST) + "]";
  }
}
