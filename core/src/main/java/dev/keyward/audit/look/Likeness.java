package dev.keyward.audit.look;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether bytes that give no protector begin like one, in any of the forms it comes in. */
final class Likeness {

  private static final int SAMPLE = 1 << 14;
  private static final int FEWEST_CHARACTERS = 1000;
  private static final int LONGEST_DOCUMENT = (1 << 20) + 4;

  private static final Pattern TAG =
      Pattern.compile("<(?:[\\w.-]{1,200}:)?Protector[\\s/>].*", Pattern.DOTALL);
  private static final Pattern END = Pattern.compile("</(?:[\\w.-]{1,200}:)?Protector\\s*>");
  private static final Pattern ARMOUR = Pattern.compile("\\s*+-----BEGIN [^\\n]{0,100}-----\\s+");
  private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  private Likeness() {}

  /** A document, a frame around one, or text that stands for either. */
  static boolean begins(Glance glance, String text) {
    return isDocument(text) || isFrame(glance.start()) || isZeros(glance) || decodes(text);
  }

  /** A document, in a frame or without one, that ends before its last tag. */
  static boolean breaksOff(Glance glance, String text) {
    boolean begins = isDocument(text) || isFrame(glance.start());
    return begins && glance.size() <= glance.start().length && !END.matcher(text).find();
  }

  private static boolean isDocument(String text) {
    return TAG.matcher(PlainText.content(text)).matches();
  }

  /** A frame that begins a document. */
  static boolean isFrame(byte[] start) {
    if (start.length < 5 || start[0] != 0) {
      return false;
    }
    int length = (start[1] & 0xff) << 16 | (start[2] & 0xff) << 8 | start[3] & 0xff;
    int first = start[4] & 0xff;
    boolean mark = first == 0xef || first == 0xff || first == 0xfe;
    return length > 4 && length <= LONGEST_DOCUMENT && (first == '<' || mark);
  }

  static boolean isZeros(Glance glance) {
    if (glance.size() == 0 || glance.size() > glance.start().length) {
      return false;
    }
    for (byte each : glance.start()) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean decodes(String text) {
    String sample = text.substring(0, Math.min(text.length(), SAMPLE));
    Matcher armour = ARMOUR.matcher(sample);
    String content = (armour.lookingAt() ? sample.substring(armour.end()) : sample).stripLeading();
    return isStart(numbers(content)) || isStart(hex(content)) || isStart(base64(content));
  }

  private static boolean isStart(byte[] decoded) {
    return isFrame(decoded) || isDocument(PlainText.of(decoded));
  }

  /** As many as there are from the first one on, with blanks or commas between. */
  private static byte[] numbers(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = text.startsWith("[") ? 1 : 0;
    while (at < text.length()) {
      int start = at;
      int number = 0;
      while (at < text.length() && at - start < 4 && isDigit(text.charAt(at))) {
        number = 10 * number + text.charAt(at++) - '0';
      }
      if (number > 255 || (at == start && !isBetween(text.charAt(at)))) {
        break;
      }
      if (at > start) {
        bytes.write(number);
      }
      while (at < text.length() && isBetween(text.charAt(at))) {
        at++;
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  private static boolean isBetween(char each) {
    return each == ',' || Character.isWhitespace(each);
  }

  private static byte[] hex(String text) {
    StringBuilder digits = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (HexFormat.isHexDigit(each)) {
        digits.append(each);
      } else if (each != '-' && !Character.isWhitespace(each)) {
        break;
      }
    }
    return HexFormat.of().parseHex(digits.substring(0, digits.length() / 2 * 2));
  }

  private static byte[] base64(String text) {
    StringBuilder digits = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each < 128 && (Character.isLetterOrDigit(each) || each == '+' || each == '/')) {
        digits.append(each);
      } else if (!Character.isWhitespace(each)) {
        break;
      }
    }
    return Base64.getDecoder().decode(digits.substring(0, digits.length() / 4 * 4));
  }

  /** More than 1,000 characters of nothing but numbers from 0 to 255, or of base64 in one shape. */
  static boolean isNothingElse(String text) {
    return text.length() > FEWEST_CHARACTERS && (isOnlyNumbers(text) || isOnlyBase64(text));
  }

  private static boolean isOnlyNumbers(String text) {
    int number = -1;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (isDigit(each)) {
        number = 10 * Math.max(0, number) + each - '0';
      } else if (isBetween(each) || each == '[' || each == ']') {
        number = -1;
      } else {
        return false;
      }
      if (number > 255) {
        return false;
      }
    }
    return true;
  }

  /** Lines of one length, the last one shorter; a list of words has lines of many lengths. */
  private static boolean isOnlyBase64(String text) {
    String content = text.strip();
    int first = -1;
    int at = 0;
    while (at <= content.length()) {
      int end = content.indexOf('\n', at);
      boolean last = end < 0;
      String line = content.substring(at, last ? content.length() : end).stripTrailing();
      first = first < 0 ? line.length() : first;
      boolean fits = last ? line.length() <= first : line.length() == first && first % 4 == 0;
      if (!fits || !LINE.matcher(line).matches()) {
        return false;
      }
      at = last ? content.length() + 1 : end + 1;
    }
    return true;
  }
}
