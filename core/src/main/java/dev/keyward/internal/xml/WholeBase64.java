package dev.keyward.internal.xml;

import dev.keyward.internal.xml.text.XmlText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads base64 (RFC 4648, section 4) that lies whole in memory: the standard alphabet, the right
 * padding, no left-over bits, at least one byte. It says nothing of any other text, which may still
 * be base64 for {@link Base64Collector}.
 */
final class WholeBase64 {

  private static final Base64.Decoder DECODER = Base64.getDecoder();
  private static final Base64.Encoder ENCODER = Base64.getEncoder();
  private static final int GROUP = 4;

  private WholeBase64() {}

  /** The bytes of a text that may be broken into lines, which may be indented by blanks or tabs. */
  static Optional<byte[]> ofLines(PlainBytes text, int start, int end) {
    byte[] ascii = text.bytes();
    if (text.find('\n', start, end) == end) {
      return of(ascii, start, end);
    }
    byte[] digits = new byte[end - start];
    int size = 0;
    int at = start;
    while (at < end) {
      if (XmlText.isSpace(ascii[at])) {
        at++;
      } else {
        int next = text.find('\n', at, end);
        int lineEnd = ascii[next - 1] == '\r' ? next - 1 : next;
        System.arraycopy(ascii, at, digits, size, lineEnd - at);
        size += lineEnd - at;
        at = next;
      }
    }
    return of(digits, 0, size);
  }

  /** The bytes of a text without white space. */
  static Optional<byte[]> of(byte[] ascii, int start, int end) {
    if (start == end || (end - start) % GROUP != 0) {
      return Optional.empty();
    }
    byte[] decoded;
    try {
      decoded = DECODER.decode(ByteBuffer.wrap(ascii, start, end - start)).array();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return decoded.length > 0 && hasNoBitsLeft(decoded, ascii, end)
        ? Optional.of(decoded)
        : Optional.empty();
  }

  /** The JDK's decoder passes over bits that the last group has too many. */
  private static boolean hasNoBitsLeft(byte[] decoded, byte[] ascii, int end) {
    int over = decoded.length % 3;
    byte[] last =
        Arrays.copyOfRange(decoded, decoded.length - (over == 0 ? 3 : over), decoded.length);
    return Arrays.equals(ENCODER.encode(last), 0, GROUP, ascii, end - GROUP, end);
  }
}
