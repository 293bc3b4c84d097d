package dev.keyward.internal.xml;

import dev.keyward.internal.xml.text.XmlText;
import java.util.ArrayList;
import java.util.List;

/** Collects bytes of UTF-8, with the references that canonical XML has for some characters. */
final class Utf8Output {

  private static final boolean[] PLAIN_IN_TEXT = plain(false);
  private static final boolean[] PLAIN_IN_ATTRIBUTE = plain(true);

  // The longest that one character becomes is a reference of six bytes.
  private static final int LONGEST = 6;

  private static final int FIRST = 256;
  private static final int LARGEST = 1 << 16;

  // All that comes before the two ranges below. Nothing is copied until the whole is asked for.
  private final List<Range> ranges = new ArrayList<>();

  // What was written here, from the start of this range on.
  private byte[] bytes = {};
  private int rangeStart;
  private int length;
  // The first half of a surrogate pair whose second half has not come yet.
  private char high;

  // Bytes of somebody else after that, which are written as they are: neighbours become one range.
  private byte[] waiting = {};
  private int waitingStart;
  private int waitingEnd;

  private record Range(byte[] bytes, int start, int end) {}

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
      close();
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

  /** How many bytes there are. */
  int size() {
    close();
    int size = 0;
    for (Range range : ranges) {
      size += range.end - range.start;
    }
    return size;
  }

  /** The bytes from {@code start} on. */
  byte[] since(int start) {
    byte[] all = new byte[size() - start];
    int skip = start;
    int at = 0;
    for (Range range : ranges) {
      int size = range.end - range.start;
      int skipped = Math.min(skip, size);
      System.arraycopy(range.bytes, range.start + skipped, all, at, size - skipped);
      skip -= skipped;
      at += size - skipped;
    }
    return all;
  }

  byte[] toBytes() {
    return since(0);
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
    if (waitingStart < waitingEnd) {
      close();
    }
    // Four more: the pair whose first half came with the text before.
    int wanted = length + more + 4;
    if (wanted > bytes.length) {
      close();
      bytes = new byte[Math.max(more + 4, Math.min(LARGEST, Math.max(FIRST, 2 * bytes.length)))];
      rangeStart = 0;
      length = 0;
    }
  }

  /** Both ranges are complete. */
  private void close() {
    add(bytes, rangeStart, length);
    rangeStart = length;
    add(waiting, waitingStart, waitingEnd);
    waitingStart = waitingEnd;
  }

  private void add(byte[] written, int start, int end) {
    if (start < end) {
      ranges.add(new Range(written, start, end));
    }
  }
}
