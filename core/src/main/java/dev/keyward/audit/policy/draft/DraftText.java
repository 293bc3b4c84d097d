package dev.keyward.audit.policy.draft;

import dev.keyward.text.ForeignText;
import java.util.List;
import java.util.Locale;

/** Writes the lines of a policy file. Foreign text always stays a value or a comment. */
final class DraftText {

  /** Longer lists are left out: they are no rules that somebody would read, and 1 MiB is all. */
  static final int LONGEST_LIST = 500;

  private static final int LONGEST_COMMENT = 80;

  private final StringBuilder text = new StringBuilder();

  /**
   * An item of a list.
   *
   * @param value the text of the value
   * @param comment what is said of it
   * @param known whether it may count; one that nobody knows is a comment and a question
   */
  record Item(String value, String comment, boolean known) {}

  /** Lines of our own, as they are. */
  DraftText lines(String own) {
    text.append(own);
    return this;
  }

  /** A comment with foreign text in it, on a line of its own. */
  DraftText comment(String foreign) {
    text.append("# ").append(shown(foreign)).append('\n');
    return this;
  }

  /**
   * A key with a list.
   *
   * @param indent spaces in front of the key
   * @param whenEmpty whether an empty list is written; else a comment is
   */
  DraftText list(String indent, String key, List<Item> items, boolean whenEmpty) {
    text.append(indent);
    if (items.size() > LONGEST_LIST) {
      text.append("# ").append(key).append(": left out, ").append(items.size()).append(" found\n");
    } else if (items.isEmpty()) {
      text.append(whenEmpty ? key + ": []\n" : "# " + key + ": none found\n");
    } else {
      // A list without any item would let nobody in; as a comment it demands nothing.
      boolean known = items.stream().anyMatch(Item::known);
      text.append(known ? "" : "# ").append(key).append(":\n");
      items.stream().filter(Item::known).forEach(item -> item(indent, "", item));
      List<Item> unknown = items.stream().filter(item -> !item.known()).toList();
      if (!unknown.isEmpty()) {
        text.append(indent).append("  # Who is this? Take the # away only if you know.\n");
        unknown.forEach(item -> item(indent, "# ", item));
      }
    }
    return this;
  }

  private void item(String indent, String mark, Item item) {
    text.append(indent).append("  ").append(mark).append("- ").append(quoted(item.value()));
    String comment = shown(item.comment());
    text.append(comment.isEmpty() ? "\n" : "  # " + comment + "\n");
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** Printable, on one line, not long; what would move or hide text becomes a question mark. */
  private static String shown(String foreign) {
    return ForeignText.line(foreign, LONGEST_COMMENT).strip();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
