package dev.keyward.cli.report;

import java.util.Locale;

/** How reports put findings and numbers into English. */
final class Words {

  private Words() {}

  /** A large letter first and a full stop last. */
  static String sentence(String text) {
    if (text.isEmpty()) {
      return "";
    }
    String first = text.substring(0, 1).toUpperCase(Locale.ROOT);
    return first + text.substring(1) + (text.endsWith(".") ? "" : ".");
  }

  /** Such as {@code 1 file} and {@code 1,204 files}. */
  static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** With a comma every three digits. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
