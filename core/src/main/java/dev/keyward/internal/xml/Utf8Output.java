package dev.keyward.internal.xml;

import java.util.Arrays;

/** A growing array of UTF-8 bytes that escapes as canonical XML does. */
final class Utf8Output {

  /** Characters that go out as they are, by kind of content: 1 in text, 2 in attributes. */
  private static final byte[] PLAIN = new byte[128];

  private static final int IN_TEXT = 1;
  private static final int IN_ATTRIBUTE = 2;

  static {
    for (int c = 0; c < PLAIN.length; c++) {
      int text = XmlText.reference(c, false) == null ? IN_TEXT : 0;
      int attribute = XmlText.reference(c, true) == null ? IN_ATTRIBUTE : 0;
      PLAIN[c] = (byte) (text | attribute);
    }
  }

  private byte[] bytes;
  private int length;
  // The first half of a surrogate pair whose second half has not come yet.
  private char high;

  Utf8Output(int capacity) {
    bytes = new byte[capacity];
  }

  void raw(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  void raw(String text) {
    room(3 * text.length());
    for (int i = 0; i < text.length(); i++) {
      encode(text.charAt(i));
    }
  }

  void text(char[] text, int start, int count) {
    // The longest that one character becomes is a reference of six bytes.
    room(6 * count);
    for (int i = start; i < start + count; i++) {
      char c = text[i];
      if (c < 128 && (PLAIN[c] & IN_TEXT) != 0) {
        bytes[length++] = (byte) c;
      } else {
        special(c, false);
      }
    }
  }

  void attribute(String value) {
    room(6 * value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 128 && (PLAIN[c] & IN_ATTRIBUTE) != 0) {
        bytes[length++] = (byte) c;
      } else {
        special(c, true);
      }
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void special(char c, boolean attribute) {
    String reference = XmlText.reference(c, attribute);
    if (reference == null) {
      encode(c);
      return;
    }
    for (int i = 0; i < reference.length(); i++) {
      bytes[length++] = (byte) reference.charAt(i);
    }
  }

  private void encode(char c) {
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | c >> 6);
      trail(c);
    } else if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (Character.isLowSurrogate(c)) {
      int point = Character.toCodePoint(high, c);
      bytes[length++] = (byte) (0xF0 | point >> 18);
      trail(point >> 12);
      trail(point >> 6);
      trail(point);
    } else {
      bytes[length++] = (byte) (0xE0 | c >> 12);
      trail(c >> 6);
      trail(c);
    }
  }

  private void trail(int bits) {
    bytes[length++] = (byte) (0x80 | bits & 0x3F);
  }

  private void room(int more) {
    // Four more: the pair whose first half came with the text before.
    int wanted = length + more + 4;
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
    }
  }
}
