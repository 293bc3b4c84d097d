package dev.keyward.internal.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The text of one element while it is gathered. */
final class XmlText {

  private char[] characters = new char[2048];
  private int length;

  void clear() {
    length = 0;
  }

  void append(char[] buffer, int start, int count) {
    if (characters.length - length < count) {
      characters = Arrays.copyOf(characters, Math.max(characters.length * 2, length + count));
    }
    System.arraycopy(buffer, start, characters, length, count);
    length += count;
  }

  static boolean isBlank(char[] buffer, int start, int count) {
    for (int i = start; i < start + count; i++) {
      if (!isSpace(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  /** The bytes; empty for any other alphabet or padding, and for no text. */
  Optional<byte[]> base64() {
    byte[] ascii = new byte[length];
    int size = 0;
    for (int i = 0; i < length; i++) {
      char c = characters[i];
      if (!isSpace(c)) {
        ascii[size++] = c < 0x80 ? (byte) c : (byte) '!';
      }
    }
    if (size == 0 || size % 4 != 0) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(Arrays.copyOf(ascii, size));
      return endsAsEncoded(decoded, ascii, size) ? Optional.of(decoded) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The decoder passes over bits behind the last byte; two texts for the same bytes are refused.
   */
  private static boolean endsAsEncoded(byte[] decoded, byte[] ascii, int size) {
    int tail = (decoded.length - 1) % 3 + 1;
    byte[] last = Arrays.copyOfRange(decoded, decoded.length - tail, decoded.length);
    byte[] encoded = Base64.getEncoder().encode(last);
    return new String(ascii, size - 4, 4, StandardCharsets.US_ASCII)
        .equals(new String(encoded, StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return new String(characters, 0, length);
  }
}
