package dev.keyward.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text that a stranger wrote safe to show: in errors, reports and on terminals. This is the
 * only place that decides which characters act on those who read them, or look like nothing or like
 * a space. Such a character is shown escaped, as {@code <U+200B>}.
 */
public final class ForeignText {

  private static final String CUT = "...";
  private static final String ESCAPE = "<U+";
  private static final String LIST_MARKS = "<,;+[]\"";

  /** The first of all that programs show as nothing. */
  private static final int SOFT_HYPHEN = 0xad;

  /** The braille pattern without dots: it has the look of a space and counts as a symbol. */
  private static final int BLANK_BRAILLE = 0x2800;

  /**
   * What the Unicode property {@code Default_Ignorable_Code_Point} has and no general category
   * tells: joiners, fillers and variation selectors, first and last of each range. Programs show
   * them as nothing.
   */
  private static final int[][] IGNORABLE = {
    {0x034f, 0x034f},
    {0x115f, 0x1160},
    {0x17b4, 0x17b5},
    {0x180b, 0x180f},
    {0x2065, 0x2065},
    {0x3164, 0x3164},
    {0xfe00, 0xfe0f},
    {0xffa0, 0xffa0},
    {0xfff0, 0xfff8},
    {0xe0000, 0xe0fff}
  };

  /** Of GitHub, GitLab and others that follow them; of Azure, TeamCity; of both in their values. */
  private static final Pattern COMMAND =
      Pattern.compile("(?i)^[ \\t]*:(?=:)|#(?=#[a-z]{0,40}\\[)|%(?=0[ad]|25|2c|3[ab]|5d|azp25)");

  private ForeignText() {}

  /**
   * Whether it is a control, format or bidirectional character, which could forge or hide lines,
   * one that programs show as nothing or as a space, or one that has no agreed look. An unpaired
   * surrogate counts too. The space itself does not.
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
      case Character.SPACE_SEPARATOR -> codePoint != ' ';
      default -> codePoint == BLANK_BRAILLE || isIgnorable(codePoint);
    };
  }

  /** Whether it has ASCII characters alone. */
  public static boolean isAscii(CharSequence text) {
    return text.chars().allMatch(each -> each < 0x80);
  }

  /** Whether programs show it as nothing, by the Unicode property of that name. */
  public static boolean isIgnorable(int codePoint) {
    if (codePoint < SOFT_HYPHEN) {
      return false;
    }
    for (int[] range : IGNORABLE) {
      if (range[0] <= codePoint && codePoint <= range[1]) {
        return true;
      }
    }
    return codePoint == SOFT_HYPHEN || Character.getType(codePoint) == Character.FORMAT;
  }

  /** Whether programs show it as nothing, or act on it in its place. */
  public static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> isIgnorable(codePoint);
    };
  }

  /** Whether programs show it as a space; the space itself counts too. */
  public static boolean isBlank(int codePoint) {
    return Character.getType(codePoint) == Character.SPACE_SEPARATOR || codePoint == BLANK_BRAILLE;
  }

  /**
   * One line: letters, digits and marks of every language as they are, unsafe characters escaped.
   * It may hold names that were escaped before: these stay as they are.
   *
   * @param most the most characters that are shown, counted before they are escaped; three dots
   *     stand for the rest
   */
  public static String line(CharSequence text, int most) {
    return shown(text, most, Character.MAX_CODE_POINT, "");
  }

  /**
   * A name as a stranger wrote it, which was not escaped before. Spaces at its ends, and more than
   * one between words, are escaped too, and so is a {@code <} before {@code U+}: nobody can write
   * an escape into a name, and two names that differ never look the same.
   */
  public static String name(CharSequence text, int most) {
    return shown(text, most, Character.MAX_CODE_POINT, "<");
  }

  /**
   * The same for a name that stands in a list: what separates names there (a comma or a semicolon,
   * a plus sign), brackets and double quotes are escaped too. So one name never looks like two, nor
   * like a name with the digits of another key, nor like {@code and 5 more} at the end.
   */
  public static String listed(CharSequence text, int most) {
    String shown = shown(text, most, Character.MAX_CODE_POINT, LIST_MARKS);
    return isRest(text) ? "<U+0061>" + shown.substring(1) : shown;
  }

  /** Whether it reads as the end of a list that tells how many more there are. */
  private static boolean isRest(CharSequence text) {
    return text.toString().startsWith("and ") && text.toString().endsWith(" more");
  }

  /**
   * The whole name as {@link #listed} makes it, in printable ASCII: two names that look alike are
   * told apart by the numbers of their characters.
   */
  public static String spelled(CharSequence text) {
    return shown(text, Integer.MAX_VALUE, '~', LIST_MARKS);
  }

  /**
   * The same as {@link #line} in printable ASCII, for identifiers and keys.
   *
   * @param most the most characters of the result, escapes included, before the three dots
   */
  public static String ascii(CharSequence text, int most) {
    String shown = shown(text, most, '~', "");
    if (shown.length() <= most || shown.contentEquals(text)) {
      return shown;
    }
    int start = shown.lastIndexOf(ESCAPE, most - 1);
    boolean inEscape = start >= 0 && shown.indexOf('>', start) >= most;
    return shown.substring(0, inEscape ? start : most) + CUT;
  }

  /**
   * A line of our own with foreign text in it, which may have been made safe already: unsafe
   * characters are escaped, and tabs stay. So are the signs by which a build server takes a line of
   * a log for a command: two colons where the line begins, {@code ##} before a word in brackets,
   * and the percent signs that it decodes in commands.
   */
  public static String inert(String line) {
    String shown = visible(line);
    boolean quiet = shown.indexOf("::") < 0 && shown.indexOf("##") < 0 && shown.indexOf('%') < 0;
    return quiet ? shown : COMMAND.matcher(shown).replaceAll(found -> broken(found.group()));
  }

  /** The blanks before the sign as they are, and the sign escaped. */
  private static String broken(String found) {
    int sign = found.length() - 1;
    StringBuilder shown = new StringBuilder(found.substring(0, sign));
    escape(shown, found.charAt(sign));
    return shown.toString();
  }

  private static String visible(String line) {
    StringBuilder shown = new StringBuilder(line.length());
    line.codePoints()
        .forEach(
            point -> {
              if (point != '\t' && isUnsafe(point)) {
                escape(shown, point);
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  private static String shown(CharSequence text, int most, int last, String marks) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int count = 0; at < text.length() && count < most; count++) {
      int point = Character.codePointAt(text, at);
      at += Character.charCount(point);
      if (point > last || isUnsafe(point) || isMark(text, at - 1, marks)) {
        escape(shown, point);
      } else {
        shown.appendCodePoint(point);
      }
    }
    return at < text.length() ? shown.append(CUT).toString() : shown.toString();
  }

  /** Whether the character at {@code at} would take part in a name's form, not in its text. */
  private static boolean isMark(CharSequence text, int at, String marks) {
    char c = text.charAt(at);
    return switch (c) {
      case ' ' -> !marks.isEmpty() && !isBetweenWords(text, at);
      case '<' -> marks.indexOf(c) >= 0 && text.toString().startsWith("U+", at + 1);
      default -> marks.indexOf(c) >= 0;
    };
  }

  private static boolean isBetweenWords(CharSequence text, int at) {
    return at > 0 && at + 1 < text.length() && text.charAt(at - 1) != ' ';
  }

  private static void escape(StringBuilder shown, int point) {
    shown.append(ESCAPE).append(String.format(Locale.ROOT, "%04X", point)).append('>');
  }
}
