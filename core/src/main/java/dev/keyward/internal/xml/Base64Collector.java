package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.text.XmlText;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Reads base64 (RFC 4648, section 4) as its characters come: the standard alphabet, the right
 * padding, no left-over bits, XML white space anywhere.
 */
public final class Base64Collector {

  private static final byte[] VALUES = new byte[128];
  private static final int OTHER = -1;
  private static final int SPACE = -2;
  private static final int PAD = -3;

  static {
    Arrays.fill(VALUES, (byte) OTHER);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    for (char c : new char[] {' ', '\t', '\n', '\r'}) {
      VALUES[c] = SPACE;
    }
    VALUES['='] = PAD;
  }

  private final Supplier<String> where;
  private byte[] bytes = new byte[0];
  private int length;
  // The characters of the group of four that is being read: their bits, how many, how many pads.
  private int bits;
  private int count;
  private int pads;

  public Base64Collector(Supplier<String> where) {
    this.where = where;
  }

  public void add(char[] text, int start, int size) throws MalformedInputException {
    int wanted = length + size / 4 * 3 + 6;
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * length));
    }
    int end = start + size;
    for (int i = count == 0 && pads == 0 ? wholeGroups(text, start, end) : start; i < end; i++) {
      char c = text[i];
      int value = c < 128 ? VALUES[c] : OTHER;
      if (value >= 0 && pads == 0) {
        bits = bits << 6 | value;
        if (++count == 4) {
          group();
        }
      } else if (value != SPACE) {
        special(value);
      }
    }
  }

  /** The same of a whole text that was read before, as {@link WholeBase64} does. */
  void addWhole(byte[] decoded) {
    if (length > 0 || count > 0 || pads > 0) {
      throw new IllegalStateException("a part of the text has been read");
    }
    bytes = decoded;
    length = decoded.length;
  }

  public byte[] toBytes() throws MalformedInputException {
    if (count != 0) {
      throw bad("base64 that ends within a group of four characters");
    }
    if (length == 0) {
      throw bad("nothing");
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  // Nearly all there is: groups of four characters of the alphabet with nothing between them.
  private int wholeGroups(char[] text, int start, int end) {
    byte[] to = bytes;
    int next = length;
    int at = start;
    for (; at + 4 <= end; at += 4) {
      int all = text[at] | text[at + 1] | text[at + 2] | text[at + 3];
      if (all >= VALUES.length) {
        break;
      }
      int high = VALUES[text[at]] << 18 | VALUES[text[at + 1]] << 12;
      int group = high | VALUES[text[at + 2]] << 6 | VALUES[text[at + 3]];
      // A value that is no digit is negative, and so is what it is part of.
      if (group < 0) {
        break;
      }
      to[next] = (byte) (group >> 16);
      to[next + 1] = (byte) (group >> 8);
      to[next + 2] = (byte) group;
      next += 3;
    }
    length = next;
    return at;
  }

  private void special(int value) throws MalformedInputException {
    if (value != PAD) {
      throw bad(value >= 0 ? "base64 after its padding" : "a character that is not base64");
    }
    pads++;
    count++;
    if (count < 3 || pads > 2) {
      throw bad("wrong padding");
    }
    bits <<= 6;
    if (count == 4) {
      int unused = pads == 1 ? 0xFF : 0xFFFF;
      if ((bits & unused) != 0) {
        throw bad("base64 with left-over bits");
      }
      group();
      length -= pads;
    }
  }

  private void group() {
    bytes[length] = (byte) (bits >> 16);
    bytes[length + 1] = (byte) (bits >> 8);
    bytes[length + 2] = (byte) bits;
    length += 3;
    bits = 0;
    count = 0;
  }

  private MalformedInputException bad(String found) {
    return XmlText.bad("bad-base64", where.get(), found, "base64 in the standard alphabet");
  }
}
