package dev.keyward.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How reports put findings and numbers into English. */
public final class Words {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

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
}
