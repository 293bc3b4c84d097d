package dev.keyward.tpm.policy;

import dev.keyward.text.ForeignText;
import java.util.List;
import java.util.Locale;

/** The lines of a drafted policy. It writes text of the log in double quotes, with escapes. */
final class DraftLines {

  private static final int MOST_COMMENT = 100;

  /** The most entries of a list; longer ones are left out. */
  static final int MOST_ITEMS = 500;

  private final StringBuilder text = new StringBuilder();

  /**
   * A value with what it is in words.
   *
   * @param value written in double quotes
   * @param comment of the log or the firmware; may be empty
   */
  record Item(String value, String comment) {}

  void line(String line) {
    text.append(line).append('\n');
  }

  void comment(String words) {
    line("# " + words);
  }

  /** A list under a key; nothing where it is empty, and a comment where it is too long. */
  void list(String key, List<Item> items) {
    if (items.isEmpty()) {
      return;
    }
    if (items.size() > MOST_ITEMS) {
      comment(key + " is left out: this boot has " + items.size() + " entries.");
      return;
    }
    line(key + ":");
    for (Item item : items) {
      String words = item.comment();
      String comment = words.isEmpty() ? "" : "  # " + ForeignText.ascii(words, MOST_COMMENT);
      line("  - " + quoted(item.value()) + comment);
    }
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
