package dev.keyward.protector.form;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How a text file is written: its character set, and how many bytes of byte order mark it begins
 * with. Windows PowerShell writes UTF-16 with one, PowerShell 7 writes UTF-8.
 *
 * @param charset UTF-8 or UTF-16 in either order
 * @param markSize 0, 2 or 3 bytes
 */
public record TextShape(Charset charset, int markSize) {

  public static TextShape of(byte[] start) {
    if (start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
      return new TextShape(StandardCharsets.UTF_16LE, 2);
    }
    if (start.length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
      return new TextShape(StandardCharsets.UTF_16BE, 2);
    }
    boolean utf8Mark =
        start.length >= 3
            && (start[0] & 0xff) == 0xef
            && (start[1] & 0xff) == 0xbb
            && (start[2] & 0xff) == 0xbf;
    if (!utf8Mark && start.length >= 2 && start[0] == '<' && start[1] == 0) {
      return new TextShape(StandardCharsets.UTF_16LE, 0);
    }
    return new TextShape(StandardCharsets.UTF_8, utf8Mark ? 3 : 0);
  }

  /** A decoder that refuses bytes of no character. */
  public CharsetDecoder decoder() {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** The text behind the mark. */
  public String decode(byte[] content) throws MalformedInputException {
    try {
      int size = content.length - markSize;
      return decoder().decode(ByteBuffer.wrap(content, markSize, size)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedInputException(
          Fault.of("bad-encoding", "", "bytes that are not " + charset.name(), "text"), e);
    }
  }

  /** Whether bytes may be text of a character set that is not known: no control characters. */
  public static boolean looksLikeText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, 4096); i++) {
      int value = content[i] & 0xff;
      if (value < ' ' && value != '\t' && value != '\r' && value != '\n' && value != '\f') {
        return false;
      }
    }
    return true;
  }

  /** As much as decodes of the start of a file. */
  public String decodeStart(byte[] start) {
    return new String(start, markSize, start.length - markSize, charset);
  }

  /** A text with the mark that {@code original} has. */
  public byte[] encode(String text, byte[] original) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(original, 0, markSize);
    bytes.writeBytes(text.getBytes(charset));
    return bytes.toByteArray();
  }
}
