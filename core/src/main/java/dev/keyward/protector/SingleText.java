package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Files with one protector as text: read, and written again in the shape they had. */
final class SingleText {

  private SingleText() {}

  /** The bytes that a file stands for, framed or not. */
  static byte[] decoded(ProtectorEncoding encoding, byte[] file) throws MalformedInputException {
    return switch (encoding) {
      case BYTES -> DecimalLines.parse(TextShape.of(file).decode(file));
      case BASE64 -> base64(TextShape.of(file).decode(file));
      default -> file;
    };
  }

  private static byte[] base64(String text) throws MalformedInputException {
    byte[] compact = text.replaceAll("[ \t\r\n]", "").getBytes(StandardCharsets.UTF_8);
    try {
      if (compact.length % 4 == 0) {
        return Base64.getDecoder().decode(compact);
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw new MalformedInputException(
        Fault.of(
            "unknown-encoding",
            "",
            "content that is none of them",
            "a protector as xml, framed, bytes, base64, clixml or json"));
  }

  /** Another document in the encoding, character set, line ends and frame of {@code file}. */
  static byte[] rewritten(ProtectorEncoding encoding, byte[] file, byte[] document)
      throws MalformedInputException {
    byte[] before = decoded(encoding, file);
    byte[] content = before.length > 0 && before[0] == 0 ? Frame.around(document) : document;
    if (encoding == ProtectorEncoding.XML || encoding == ProtectorEncoding.FRAMED) {
      return content.clone();
    }
    TextShape shape = TextShape.of(file);
    String text = shape.decode(file);
    String body = text.strip();
    int start = text.indexOf(body);
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    String lines =
        encoding == ProtectorEncoding.BYTES
            ? DecimalLines.of(content).replace("\n", lineEnd)
            : base64Lines(content, body.indexOf('\n'), lineEnd);
    String around = text.substring(0, start) + lines.stripTrailing();
    return shape.encode(around + text.substring(start + body.length()), file);
  }

  /** Base64 in lines as long as the first one was, or in one line where there was one. */
  private static String base64Lines(byte[] content, int firstLine, String lineEnd) {
    int length = firstLine / 4 * 4;
    if (length <= 0) {
      return Base64.getEncoder().encodeToString(content);
    }
    return Base64.getMimeEncoder(length, lineEnd.getBytes(StandardCharsets.US_ASCII))
        .encodeToString(content);
  }
}
