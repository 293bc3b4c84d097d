package dev.keyward.internal.json;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.text.ForeignText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The characters of a YAML file, before YAML is read from them. */
final class YamlText {

  private static final int MAX_BYTES = 1 << 20;
  private static final int SHOWN = 60;
  private static final char MARK = '\ufeff';

  private YamlText() {}

  /**
   * Decodes UTF-8, with or without a byte order mark.
   *
   * @throws MalformedInputException codes {@code too-large}, {@code bad-encoding}, {@code
   *     bad-character}
   */
  static String decode(byte[] bytes) throws MalformedInputException {
    if (bytes.length > MAX_BYTES) {
      String found = bytes.length + " bytes";
      throw fault("too-large", new YamlPosition(1, 1), found, MAX_BYTES + " at most");
    }
    if (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0xff, 0xfe)) {
      throw fault("bad-encoding", new YamlPosition(1, 1), "UTF-16 or UTF-32", "UTF-8");
    }
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    String decoded = text.flip().toString();
    if (decoded.indexOf(MARK) == 0) {
      decoded = decoded.substring(1);
    }
    refuseUnseen(decoded);
    if (result.isError()) {
      YamlPosition end = position(decoded, decoded.length());
      throw fault("bad-encoding", end, "bytes that are not UTF-8", "UTF-8");
    }
    return decoded;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /**
   * Characters that change what a text looks like and are not seen themselves: what looks like one
   * comment could hold a rule, and two names could look the same. Values in double quotes can have
   * them as escapes.
   */
  private static void refuseUnseen(String text) throws MalformedInputException {
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      int point = text.codePointAt(at);
      if (point == '\r' && !text.startsWith("\n", at + 1)) {
        String found = "a carriage return without a line feed";
        throw fault("bad-character", position(text, at), found, "lines that end in LF or CR LF");
      }
      if (isUnseen(point)) {
        String found = String.format(Locale.ROOT, "the character U+%04X", point);
        String expected = "text that can be seen; in double quotes, write it as an escape";
        throw fault("bad-character", position(text, at), found, expected);
      }
    }
  }

  private static boolean isUnseen(int point) {
    boolean lineOrTab = point == '\n' || point == '\r' || point == '\t';
    boolean lineSeparator = point == 0x2028 || point == 0x2029;
    boolean control = Character.isISOControl(point) && !lineOrTab;
    return control || lineSeparator || ForeignText.isIgnorable(point);
  }

  private static YamlPosition position(String text, int end) {
    int line = 1;
    int start = 0;
    for (int at = 0; at < end; at++) {
      char c = text.charAt(at);
      boolean pair = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      if (c == '\n' || c == '\r' && !pair) {
        line++;
        start = at + 1;
      }
    }
    return new YamlPosition(line, 1 + text.codePointCount(start, end));
  }

  /** Foreign text for a message: printable ASCII, not long. */
  static String shown(String text) {
    return ForeignText.ascii(text, SHOWN);
  }

  private static MalformedInputException fault(
      String code, YamlPosition at, String found, String expected) {
    return new MalformedInputException(Fault.of(code, at.toString(), found, expected));
  }
}
