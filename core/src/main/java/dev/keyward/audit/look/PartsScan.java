package dev.keyward.audit.look;

import java.util.Set;

/**
 * Looks through a text for a tag of a protector's parts with base64 close behind it. One pass,
 * however many tags there are: a stranger chooses their number.
 */
final class PartsScan {

  private static final Set<String> PARTS = Set.of("TransportKey", "Wrapping", "GuardianSignature");
  private static final int CLOSE = 4096;
  private static final int LONGEST_NAME = 220;

  /** So much base64 in a row, or in lines of at least {@link #LINE} characters, is a value. */
  private static final int VALUE = 300;

  private static final int LINE = 60;

  private final String text;
  private int tagEnd = -CLOSE;
  private boolean tagged;
  private int start;
  private int count;
  private int inLine;

  PartsScan(String text) {
    this.text = text;
  }

  boolean finds() {
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (isDigit(each)) {
        start = count == 0 ? at : start;
        count++;
        inLine++;
        if (count >= VALUE && tagged && start - tagEnd <= CLOSE) {
          return true;
        }
      } else {
        boolean goesOn = Character.isWhitespace(each) && (inLine >= LINE || inLine == 0);
        count = goesOn ? count : 0;
        inLine = 0;
        if (each == '<') {
          tag(at + 1);
        }
      }
    }
    return false;
  }

  private static boolean isDigit(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == '+'
        || each == '/';
  }

  /** Notes where the tag that begins here has the end of its name, if it is one of them. */
  private void tag(int from) {
    int local = from;
    int most = Math.min(text.length(), from + LONGEST_NAME);
    for (int at = from; at < most; at++) {
      char each = text.charAt(at);
      if (each == ':') {
        local = at + 1;
      } else if (each == '>' || each == '/' || each == '<' || Character.isWhitespace(each)) {
        if (each != '<' && PARTS.contains(text.substring(local, at))) {
          tagEnd = at;
          tagged = true;
        }
        return;
      }
    }
  }
}
