package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.ByteArrayOutputStream;

/** Bytes as PowerShell's {@code Out-File} writes them: one decimal a line. */
final class DecimalLines {

  private DecimalLines() {}

  static String of(byte[] bytes) {
    StringBuilder lines = new StringBuilder(bytes.length * 4);
    for (byte each : bytes) {
      lines.append(each & 0xff).append('\n');
    }
    return lines.toString();
  }

  /**
   * Reads lines that end in LF or CRLF; the last one may have no end, and blank ones may follow.
   */
  static byte[] parse(String text) throws MalformedInputException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() / 3);
    String content = withoutLineEnds(text);
    int line = 1;
    int start = 0;
    while (start <= content.length()) {
      int end = content.indexOf('\n', start);
      end = end < 0 ? content.length() : end;
      boolean cr = end > start && content.charAt(end - 1) == '\r';
      bytes.write(value(content, start, cr ? end - 1 : end, line));
      start = end + 1;
      line++;
    }
    return bytes.toByteArray();
  }

  private static String withoutLineEnds(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static int value(String text, int start, int end, int line)
      throws MalformedInputException {
    int value = end > start && end - start <= 3 ? 0 : -1;
    for (int i = start; i < end && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : -1;
    }
    if (value < 0 || value > 255) {
      throw new MalformedInputException(
          Fault.of("bad-byte-line", "line " + line, "no byte", "a decimal from 0 to 255"));
    }
    return value;
  }
}
