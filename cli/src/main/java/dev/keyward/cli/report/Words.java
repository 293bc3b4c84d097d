package dev.keyward.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How reports put findings and numbers into English. */
public final class Words {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final int MOST_NAMES = 24;
  private static final int MOST_IN_NAME = 120;

  private Words() {}

  /** A large letter first and a full stop last. */
  public static String sentence(String text) {
    if (text.isEmpty()) {
      return "";
    }
    String first = text.substring(0, 1).toUpperCase(Locale.ROOT);
    return first + text.substring(1) + (text.endsWith(".") ? "" : ".");
  }

  /** Such as {@code 1 file} and {@code 1,204 files}. */
  public static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** With a comma every three digits. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 24 November 2026}, by UTC. */
  public static String day(Instant moment) {
    return DAY.format(moment);
  }

  /** The first names of machines or hosts, as strangers wrote them, and how many more there are. */
  public static String names(List<String> names) {
    return names(names, MOST_NAMES, names.size());
  }

  /** The same, but at most so many of them, where there are {@code all}. */
  public static String names(List<String> names, int most, long all) {
    List<String> first =
        names.stream().limit(most).map(name -> Inert.listed(name, MOST_IN_NAME)).toList();
    long more = all - first.size();
    return String.join(", ", first) + (more > 0 ? ", and " + number(more) + " more" : "");
  }

  /** What was left out, said only where something was. */
  public static Optional<String> cut(long shown, long all, String noun) {
    return shown >= all
        ? Optional.empty()
        : Optional.of(
            "Only the first "
                + number(shown)
                + " of "
                + count(all, noun)
                + " are on this page; CSV, JSON and SARIF reports have them all.");
  }

  /** What the printed page leaves out, said only where it leaves something out. */
  public static Optional<String> cutOnPaper(int printed, long shown, String noun) {
    return printed >= shown
        ? Optional.empty()
        : Optional.of(
            "The printed page has only the first "
                + number(printed)
                + " of "
                + count(shown, noun)
                + ".");
  }
}
