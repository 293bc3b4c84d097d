package dev.keyward.cli.base;

import dev.keyward.cli.report.Inert;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Text from files as a terminal may show it. */
public final class Text {

  private static final int MOST = 200;

  private Text() {}

  /**
   * Letters, digits and marks as they are; characters that could forge or hide lines of a listing,
   * or that nobody sees, escaped; the end of endless text cut off.
   */
  public static String printable(String text) {
    return Inert.shown(text, MOST);
  }

  /** A name as a stranger wrote it, alone in its place. */
  public static String name(String text) {
    return Inert.name(text, MOST);
  }

  /** The same in a list, where it must not look like two names. */
  public static String listed(String text) {
    return Inert.listed(text, MOST);
  }

  /**
   * The first names of a list, as they are to be shown, and how many more there are.
   *
   * @param shown at least as many as are told, or all
   * @param most how many are told
   * @param count how many there are in all
   */
  public static String first(List<String> shown, int most, long count) {
    String first = shown.stream().limit(most).collect(Collectors.joining(", "));
    return count > most ? first + ", and " + (count - most) + " more" : first;
  }

  /** The first names of a list, as strangers wrote them, and how many more there are. */
  public static String names(Collection<String> names, int most) {
    return first(names.stream().limit(most).map(Text::listed).toList(), most, names.size());
  }

  /** A clause of a sentence, such as {@code ", granted a, b"}; empty where there is nothing. */
  public static String clause(String what, List<?> values) {
    return values.isEmpty()
        ? ""
        : values.stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ", ", " + what + " ", ""));
  }

  /** Such as {@code 1 file} and {@code 2 files}. */
  public static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
