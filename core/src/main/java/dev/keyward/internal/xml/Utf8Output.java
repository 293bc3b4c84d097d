package dev.keyward.internal.xml;

import java.util.Arrays;

/** A growing array of UTF-8 bytes that escapes as canonical XML does. */
final class Utf8Output {

  private static final boolean[] PLAIN_IN_TEXT = plain(false);
  private static final boolean[] PLAIN_IN_ATTRIBUTE = plain(true);

  // The longest that one character becomes is a reference of six bytes.
  private static final int LONGEST = 6;

  private final int capacity;
  private byte[] bytes = {};
  private int length;
  // The first half of a surrogate pair whose second half has not come yet.
  private char high;

  // Bytes that are written as they are, before anything else is: neighbours are copied together.
  private byte[] waiting = {};
  private int waitingStart;
  private int waitingEnd;

  Utf8Output(int capacity) {
    this.capacity = capacity;
  }

  void raw(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  void raw(String text) {
    int size = text.length();
    room(3 * size);
    byte[] to = bytes;
    int next = length;
    int at = 0;
    for (; at < size && text.charAt(at) < 0x80; at++) {
      to[next++] = (byte) text.charAt(at);
    }
    length = next;
    for (; at < size; at++) {
      encode(text.charAt(at));
    }
  }

  /** Bytes that are written as they are. */
  void raw(byte[] plain, int start, int end) {
    if (plain == waiting && start == waitingEnd) {
      waitingEnd = end;
      return;
    }
    if (waitingStart < waitingEnd) {
      room(0);
    }
    waiting = plain;
    waitingStart = start;
    waitingEnd = end;
  }

  void text(char[] text, int start, int count) {
    int end = start + count;
    int at = start;
    while (at < end) {
      room(end - at);
      at = plainRun(text, at, end);
      if (at < end) {
        special(text[at++], false);
      }
    }
  }

  // Nearly all there is; local variables make it four times as fast as fields.
  private int plainRun(char[] text, int start, int end) {
    byte[] to = bytes;
    int next = length;
    int at = start;
    while (at < end) {
      char c = text[at];
      if (c >= PLAIN_IN_TEXT.length || !PLAIN_IN_TEXT[c]) {
        break;
      }
      to[next++] = (byte) c;
      at++;
    }
    length = next;
    return at;
  }

  void attribute(String value) {
    room(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < PLAIN_IN_ATTRIBUTE.length && PLAIN_IN_ATTRIBUTE[c]) {
        bytes[length++] = (byte) c;
      } else {
        special(c, true);
        room(value.length() - i);
      }
    }
  }

  byte[] toBytes() {
    if (length == 0) {
      return Arrays.copyOfRange(waiting, waitingStart, waitingEnd);
    }
    room(0);
    return Arrays.copyOf(bytes, length);
  }

  private static boolean[] plain(boolean attribute) {
    boolean[] plain = new boolean[128];
    for (int c = 0; c < plain.length; c++) {
      plain[c] = XmlText.reference(c, attribute).isEmpty();
    }
    return plain;
  }

  private void special(char c, boolean attribute) {
    room(LONGEST);
    String reference = XmlText.reference(c, attribute);
    if (reference.isEmpty()) {
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
    int size = waitingEnd - waitingStart;
    // Four more: the pair whose first half came with the text before.
    int wanted = length + size + more + 4;
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, Math.max(capacity, 2 * bytes.length)));
    }
    if (size > 0) {
      System.arraycopy(waiting, waitingStart, bytes, length, size);
      length += size;
      waitingStart = waitingEnd;
    }
  }
}
