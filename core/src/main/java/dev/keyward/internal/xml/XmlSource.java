package dev.keyward.internal.xml;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a document as UTF-8 without byte order mark and XML declaration. Encoding is decided
 * here and not by the parser, so that a document cannot declare one and be read in another.
 */
final class XmlSource {

  private static final int LONGEST_DECLARATION = 200;

  private static final Pattern DECLARATION =
      Pattern.compile(
          "<\\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(['\"])([^'\"]*)\\1"
              + "(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(['\"])([A-Za-z][A-Za-z0-9._-]*)\\3)?"
              + "(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(['\"])(?:yes|no)\\5)?"
              + "[ \t\r\n]*\\?>");

  private XmlSource() {}

  static byte[] utf8(byte[] document) throws MalformedInputException {
    if (starts(document, 0xff, 0xfe)) {
      return fromUtf16(document, 2, StandardCharsets.UTF_16LE);
    }
    if (starts(document, 0xfe, 0xff)) {
      return fromUtf16(document, 2, StandardCharsets.UTF_16BE);
    }
    if (starts(document, '<', 0)) {
      return fromUtf16(document, 0, StandardCharsets.UTF_16LE);
    }
    int start = starts(document, 0xef, 0xbb, 0xbf) ? 3 : 0;
    byte[] content = Arrays.copyOfRange(document, start, document.length);
    requireUtf8(content);
    blankDeclaration(content, "UTF-8");
    return content;
  }

  private static byte[] fromUtf16(byte[] document, int start, Charset charset)
      throws MalformedInputException {
    ByteBuffer encoded = ByteBuffer.wrap(document, start, document.length - start);
    byte[] content = decode(encoded, charset).toString().getBytes(StandardCharsets.UTF_8);
    blankDeclaration(content, charset.name());
    return content;
  }

  private static boolean starts(byte[] document, int... first) {
    if (document.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((document[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private static void requireUtf8(byte[] content) throws MalformedInputException {
    int seen = 0;
    for (byte each : content) {
      seen |= each;
    }
    if (seen < 0) {
      decode(ByteBuffer.wrap(content), StandardCharsets.UTF_8);
    }
  }

  private static CharBuffer decode(ByteBuffer encoded, Charset charset)
      throws MalformedInputException {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(encoded);
    } catch (CharacterCodingException e) {
      throw bad("bytes that are not " + charset.name(), "well-formed " + charset.name());
    }
  }

  /** Checks the declaration and overwrites it with spaces, which keeps lines and columns. */
  private static void blankDeclaration(byte[] content, String actual)
      throws MalformedInputException {
    if (!starts(content, '<', '?', 'x', 'm', 'l') || content.length < 6 || content[5] > ' ') {
      return;
    }
    int length = Math.min(content.length, LONGEST_DECLARATION);
    Matcher found =
        DECLARATION.matcher(new String(content, 0, length, StandardCharsets.ISO_8859_1));
    if (!found.lookingAt()) {
      throw bad("a declaration of another form", "an XML 1.0 declaration");
    }
    if (!found.group(2).equals("1.0")) {
      throw bad("another version of XML", "XML 1.0");
    }
    String declared = found.group(4);
    if (declared != null && !agrees(declared.toUpperCase(Locale.ROOT), actual)) {
      throw bad("bytes in " + actual + " and a declaration of another encoding", "the same");
    }
    for (int i = 0; i < found.end(); i++) {
      if (content[i] != '\n' && content[i] != '\r') {
        content[i] = ' ';
      }
    }
  }

  private static boolean agrees(String declared, String actual) {
    return declared.equals(actual) || (declared.equals("UTF-16") && actual.startsWith("UTF-16"));
  }

  private static MalformedInputException bad(String found, String expected) {
    return new MalformedInputException(
        Fault.of("bad-encoding", "XML declaration", found, expected));
  }
}
