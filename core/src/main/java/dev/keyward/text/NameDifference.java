package dev.keyward.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * In what two names differ that look like one: their letters are composed in another way, or one
 * has a blank that the other lacks, or a character that nobody sees.
 */
public final class NameDifference {

  private NameDifference() {}

  /**
   * The first place where they differ, quoted with the code points there; empty where they are one
   * name, or where everybody sees that they are two.
   */
  public static Optional<String> of(String first, String second) {
    if (first.equals(second) || !seen(first).equals(seen(second))) {
      return Optional.empty();
    }
    int[] left = first.codePoints().toArray();
    int[] right = second.codePoints().toArray();
    int at = 0;
    while (at < left.length && at < right.length && left[at] == right[at]) {
      at++;
    }
    return Optional.of(
        "\""
            + ForeignText.spelled(first)
            + "\" and \""
            + ForeignText.spelled(second)
            + "\" differ at character "
            + (at + 1)
            + ": "
            + point(left, at)
            + " and "
            + point(right, at));
  }

  private static String point(int[] name, int at) {
    return at < name.length ? String.format(Locale.ROOT, "U+%04X", name[at]) : "the end";
  }

  private static String seen(String name) {
    StringBuilder seen = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKC)
        .codePoints()
        .filter(each -> !ForeignText.isBlank(each) && !ForeignText.isUnsafe(each))
        .forEach(seen::appendCodePoint);
    return seen.toString();
  }
}
