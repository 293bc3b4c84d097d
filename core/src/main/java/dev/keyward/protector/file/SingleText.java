package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.protector.form.ByteText;
import dev.keyward.protector.form.Frame;
import dev.keyward.protector.form.SavedText;
import dev.keyward.protector.form.TextShape;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files with one protector as text: read, and written again in the shape they had. */
final class SingleText {

  /** How files of Keyward's own begin. */
  private static final String OWN = "KEYWARD-FILE ";

  private static final Pattern ARMOUR = Pattern.compile("\\s*-----BEGIN [^-\r\n]+-----");

  private SingleText() {}

  /** The bytes that a file stands for, framed or not. */
  static byte[] decoded(ProtectorEncoding encoding, byte[] file) throws MalformedInputException {
    return switch (encoding) {
      case BYTES -> ByteText.parse(TextShape.of(file).decode(file)).content();
      case BASE64 -> base64(file);
      default -> file;
    };
  }

  private static byte[] base64(byte[] file) throws MalformedInputException {
    String text = text(file);
    if (SavedText.isText(text)) {
      throw SavedText.failure();
    }
    byte[] compact =
        body(text).of(text).replaceAll("[ \t\r\n]", "").getBytes(StandardCharsets.UTF_8);
    try {
      if (compact.length % 4 == 0) {
        return Base64.getDecoder().decode(compact);
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw unknown(kind(file));
  }

  private static String text(byte[] file) throws MalformedInputException {
    try {
      return TextShape.of(file).decode(file);
    } catch (MalformedInputException e) {
      throw unknown(kind(file));
    }
  }

  /** What a file is that holds no protector, as far as its first bytes say. */
  private static String kind(byte[] file) {
    if (file.length > 4 && file[0] == 0x30 && (file[1] & 0xf0) == 0x80) {
      return "DER, such as a certificate or a PKCS#12 file";
    }
    if (new String(file, 0, Math.min(OWN.length(), file.length), StandardCharsets.ISO_8859_1)
        .equals(OWN)) {
      return "a shielded VM, shielding data or a catalog, for the verbs of keyward vm,"
          + " shielding-data and template";
    }
    return TextShape.of(file).markSize() > 0 || TextShape.looksLikeText(file)
        ? "a text that is not a protector"
        : "binary data that is not a protector";
  }

  private static MalformedInputException unknown(String found) {
    return new MalformedInputException(
        Fault.of(
            "unknown-encoding",
            "",
            found,
            "a protector as xml, framed, bytes, base64, clixml, json or csv"));
  }

  /** The part of a text that stands for bytes, without blanks and PEM armour around it. */
  private record Body(int start, int end) {
    String of(String text) {
      return text.substring(start, end);
    }
  }

  private static Body body(String text) {
    Matcher armour = ARMOUR.matcher(text);
    int start = armour.lookingAt() ? armour.end() : 0;
    int last = text.lastIndexOf("-----END ");
    int end = start > 0 && last >= start ? last : text.length();
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Body(start, end);
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
    Body body = body(text);
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    String written =
        encoding == ProtectorEncoding.BYTES
            ? style(text, lineEnd).of(content)
            : base64Lines(content, body.of(text).indexOf('\n'), lineEnd);
    String around = text.substring(0, body.start()) + written;
    return shape.encode(around + text.substring(body.end()), file);
  }

  /** A file of one byte shows no separator. */
  private static ByteText.Style style(String text, String lineEnd) throws MalformedInputException {
    ByteText.Style style = ByteText.parse(text).style();
    return style.separator().equals("\n")
        ? new ByteText.Style(style.hex(), style.lower(), lineEnd)
        : style;
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
