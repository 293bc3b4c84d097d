package dev.keyward.internal.xml;

import dev.keyward.internal.xml.text.XmlText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks at the bytes of a document, eight together where most of it passes. */
final class PlainBytes {

  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final byte[] NONE = {};
  private static final int START = 1;
  private static final int IN_NAME = 2;
  private static final int IN_VALUE = 4;
  private static final byte[] KINDS = new byte[1 << Byte.SIZE];

  static {
    for (char c = ' '; c <= 127; c++) {
      boolean letter = Character.isLetter(c) || c == '_';
      boolean inName = letter || Character.isDigit(c) || c == '.' || c == '-';
      boolean inValue = c != '<' && c != '>' && c != '&';
      KINDS[c] = (byte) ((letter ? START : 0) | (inName ? IN_NAME : 0) | (inValue ? IN_VALUE : 0));
    }
  }

  private final byte[] bytes;
  private final ByteBuffer words;

  PlainBytes(byte[] bytes) {
    this.bytes = bytes;
    this.words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static boolean startsName(byte b) {
    return (KINDS[b & 0xFF] & START) != 0;
  }

  static boolean isInName(byte b) {
    return (KINDS[b & 0xFF] & IN_NAME) != 0;
  }

  static boolean isInValue(byte b) {
    return (KINDS[b & 0xFF] & IN_VALUE) != 0;
  }

  /** The bytes themselves. */
  byte[] bytes() {
    return bytes;
  }

  /** The eight bytes from {@code start} on, as a number. */
  long word(int start) {
    return words.getLong(start);
  }

  /** The place of the next such sign of ASCII, or {@code end}. */
  int find(char sign, int start, int end) {
    long pattern = sign * LOW_BITS;
    int next = start;
    for (; next + Long.BYTES <= end; next += Long.BYTES) {
      long other = words.getLong(next) ^ pattern;
      // The lowest byte that is zero sets its high bit; those above it may be wrong.
      long zero = (other - LOW_BITS) & ~other & HIGH_BITS;
      if (zero != 0) {
        return next + Long.numberOfTrailingZeros(zero) / Byte.SIZE;
      }
    }
    while (next < end && bytes[next] != sign) {
      next++;
    }
    return next;
  }

  /** Whether there is nothing but white space and plain signs of a text. */
  boolean isPlainText(int start, int end) {
    int next = start;
    while (next < end) {
      next = endOfPlain(next, end);
      if (next < end && !XmlText.isSpace(bytes[next])) {
        return false;
      }
      next++;
    }
    return true;
  }

  private int endOfPlain(int start, int end) {
    int next = start;
    for (; next + Long.BYTES <= end; next += Long.BYTES) {
      long word = words.getLong(next);
      // The two brackets differ in one bit. Of ASCII, a byte becomes negative where it was zero;
      // what else is negative is no ASCII. Bytes above the lowest that is negative may be wrong.
      long brackets = ((word | '\2' * LOW_BITS) ^ '>' * LOW_BITS) - LOW_BITS;
      long ampersands = (word ^ '&' * LOW_BITS) - LOW_BITS;
      long controls = word - ' ' * LOW_BITS;
      long stop = (brackets | ampersands | controls | word) & HIGH_BITS;
      if (stop != 0) {
        return next + Long.numberOfTrailingZeros(stop) / Byte.SIZE;
      }
    }
    while (next < end && isInValue(bytes[next])) {
      next++;
    }
    return next;
  }

  /**
   * A text with a line feed for each carriage return with or without a line feed (XML 1.0, section
   * 2.11); empty where it has no carriage return.
   */
  byte[] withOneLineEnd(int start, int end) {
    int next = find('\r', start, end);
    if (next == end) {
      return NONE;
    }
    byte[] lines = new byte[end - start];
    int from = start;
    int size = 0;
    while (next < end) {
      System.arraycopy(bytes, from, lines, size, next - from);
      size += next - from;
      lines[size++] = '\n';
      from = next + (next + 1 < end && bytes[next + 1] == '\n' ? 2 : 1);
      next = find('\r', from, end);
    }
    System.arraycopy(bytes, from, lines, size, end - from);
    return Arrays.copyOf(lines, size + end - from);
  }
}
