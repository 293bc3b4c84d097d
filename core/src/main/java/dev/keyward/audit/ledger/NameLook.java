package dev.keyward.audit.ledger;

import dev.keyward.audit.result.Skeletons;
import dev.keyward.text.ForeignText;
import dev.keyward.text.VmName;

/**
 * What a name looks like to a reader who knows nothing of characters that are not seen: these,
 * spaces at the ends and case do not count. The skeleton of ASCII is a table, so that the large one
 * is not loaded for names that do not need it.
 */
public final class NameLook {

  /** The skeletons of the ASCII characters that have another one than themselves, by UTS #39. */
  private static final String[][] ASCII = {
    {"0", "O"},
    {"1", "l"},
    {"I", "l"},
    {"|", "l"},
    {"m", "rn"},
    {"`", "'"},
    {"\"", "''"},
    {"%", "\u00ba/\u2080"}
  };

  private final Skeletons skeletons;

  public NameLook(Skeletons skeletons) {
    this.skeletons = skeletons;
  }

  /** The same for two names that readers take for each other. */
  public String of(String name) {
    String visible = visible(name);
    // Case is folded last: a capital letter may look like another one than its small letter does.
    return VmName.folded(ForeignText.isAscii(visible) ? ascii(visible) : skeletons.of(visible));
  }

  /** The name without what is not seen, with one space for each run of spaces. */
  private static String visible(String name) {
    StringBuilder visible = new StringBuilder(name.length());
    name.codePoints().forEach(point -> see(visible, point));
    int length = visible.length();
    return length > 0 && visible.charAt(length - 1) == ' '
        ? visible.substring(0, length - 1)
        : visible.toString();
  }

  private static void see(StringBuilder visible, int point) {
    if (ForeignText.isUnseen(point)) {
      return;
    }
    boolean blank = ForeignText.isBlank(point);
    int length = visible.length();
    if (!blank) {
      visible.appendCodePoint(point);
    } else if (length > 0 && visible.charAt(length - 1) != ' ') {
      visible.append(' ');
    }
  }

  private static String ascii(String text) {
    String skeleton = text;
    for (String[] look : ASCII) {
      skeleton = skeleton.replace(look[0], look[1]);
    }
    return skeleton;
  }
}
