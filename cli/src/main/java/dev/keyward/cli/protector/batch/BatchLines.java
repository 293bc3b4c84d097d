package dev.keyward.cli.protector.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a batch as editors and PowerShell write them: UTF-8 with or without a mark, or
 * UTF-16 with one. A line that is too long or no text is a line all the same.
 */
final class BatchLines {

  /** The most bytes of a line. */
  static final int LONGEST = 1 << 16;

  private static final int MARK = 3;

  private final InputStream bytes;
  private final Charset charset;
  private long number;

  /** Reads the mark. */
  BatchLines(InputStream from) throws IOException {
    bytes = new BufferedInputStream(from);
    bytes.mark(MARK);
    byte[] start = bytes.readNBytes(MARK);
    bytes.reset();
    if (begins(start, 0xff, 0xfe)) {
      charset = StandardCharsets.UTF_16LE;
      bytes.skipNBytes(2);
    } else if (begins(start, 0xfe, 0xff)) {
      charset = StandardCharsets.UTF_16BE;
      bytes.skipNBytes(2);
    } else {
      charset = StandardCharsets.UTF_8;
      bytes.skipNBytes(begins(start, 0xef, 0xbb, 0xbf) ? MARK : 0);
    }
  }

  private static boolean begins(byte[] start, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (start.length <= i || (start[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * A line without its end.
   *
   * @param number counts from 1
   * @param text what it says, or nothing where it is refused
   * @param refusal why it is refused, or nothing
   */
  record Line(long number, String text, Optional<String> refusal) {

    boolean isBlank() {
      return refusal.isEmpty() && text.isBlank();
    }
  }

  /** The next line, or empty where there is none. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int first = bytes.read();
    if (first < 0) {
      return Optional.empty();
    }
    while (first >= 0) {
      int second = isWide() ? bytes.read() : 0;
      if (isEnd(first, second)) {
        break;
      }
      if (line.size() <= LONGEST) {
        line.write(first);
        if (isWide() && second >= 0) {
          line.write(second);
        }
      }
      first = bytes.read();
    }
    number++;
    return Optional.of(line(line.toByteArray()));
  }

  private boolean isWide() {
    return !charset.equals(StandardCharsets.UTF_8);
  }

  private boolean isEnd(int first, int second) {
    return charset.equals(StandardCharsets.UTF_16BE)
        ? first == 0 && second == '\n'
        : first == '\n' && second == 0;
  }

  private Line line(byte[] content) {
    if (content.length > LONGEST) {
      return new Line(number, "", Optional.of("a line of over " + LONGEST + " bytes"));
    }
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content))
              .toString();
      return new Line(number, text, Optional.empty());
    } catch (CharacterCodingException e) {
      return new Line(number, "", Optional.of("bytes that are not " + charset.name()));
    }
  }
}
