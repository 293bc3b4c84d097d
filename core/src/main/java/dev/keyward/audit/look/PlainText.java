package dev.keyward.audit.look;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The start of a file as text, leniently: UTF-16 by its mark or by zeros at every second byte, else
 * one character a byte. Only letters of ASCII count for what it is asked.
 */
final class PlainText {

  private static final int SAMPLE = 1 << 16;
  private static final Pattern PAGE =
      Pattern.compile(
          "\\s*+(?:<!--.{0,400}?-->\\s*)?<(?:!doctype\\s+)?html\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private PlainText() {}

  static String of(byte[] start) {
    Charset charset = StandardCharsets.ISO_8859_1;
    int mark = 0;
    if (begins(start, 0xff, 0xfe) || looksWide(start, 1)) {
      charset = StandardCharsets.UTF_16LE;
      mark = begins(start, 0xff, 0xfe) ? 2 : 0;
    } else if (begins(start, 0xfe, 0xff) || looksWide(start, 0)) {
      charset = StandardCharsets.UTF_16BE;
      mark = begins(start, 0xfe, 0xff) ? 2 : 0;
    } else if (begins(start, 0xef, 0xbb, 0xbf)) {
      mark = 3;
    }
    return new String(start, mark, start.length - mark, charset);
  }

  private static boolean begins(byte[] start, int... mark) {
    for (int index = 0; index < mark.length; index++) {
      if (start.length <= index || (start[index] & 0xff) != mark[index]) {
        return false;
      }
    }
    return true;
  }

  /** A few ASCII characters of two bytes each, the zero at {@code zeroAt}. */
  private static boolean looksWide(byte[] start, int zeroAt) {
    for (int at = 0; at < 8; at += 2) {
      if (start.length < 8 || start[at + zeroAt] != 0 || start[at + 1 - zeroAt] < ' ') {
        return false;
      }
    }
    return true;
  }

  /** Whether it is text at all: no control characters but those that text has. */
  static boolean isText(String text) {
    return text.chars()
        .limit(SAMPLE)
        .allMatch(each -> each >= ' ' || "\t\n\r\f\b\u001b\u001a".indexOf(each) >= 0);
  }

  /** Whether it is a page for a browser. */
  static boolean isPage(String text) {
    return PAGE.matcher(text.substring(0, Math.min(text.length(), 4096))).matches();
  }

  /** What stands behind white space, comments and instructions of XML. */
  static String content(String text) {
    int at = 0;
    while (at >= 0 && at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("<!--", at)) {
        at = behind(text, "-->", at);
      } else if (text.startsWith("<?", at)) {
        at = behind(text, "?>", at);
      } else {
        return text.substring(at);
      }
    }
    return "";
  }

  private static int behind(String text, String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? -1 : at + end.length();
  }
}
