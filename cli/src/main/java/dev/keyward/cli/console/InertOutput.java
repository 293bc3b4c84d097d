package dev.keyward.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * JSON for a log that a build server reads. Such a server takes {@code ##} before a word in
 * brackets for a command, at any place in a line. In JSON a number sign is always part of a string.
 * So the second of two can be escaped, and the value stays the same.
 */
final class InertJson extends FilterOutputStream {

  private static final byte[] ESCAPED = "\\u0023".getBytes(StandardCharsets.US_ASCII);

  private boolean sign;

  InertJson(OutputStream out) {
    super(out);
  }

  static String of(String json) {
    return json.replace("##", "#\\u0023");
  }

  @Override
  public void write(int value) throws IOException {
    boolean second = sign && value == '#';
    sign = value == '#' && !second;
    if (second) {
      out.write(ESCAPED);
    } else {
      out.write(value);
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int begin = offset;
    for (int at = offset; at < offset + length; at++) {
      boolean second = sign && source[at] == '#';
      sign = source[at] == '#' && !second;
      if (second) {
        out.write(source, begin, at - begin);
        out.write(ESCAPED);
        begin = at + 1;
      }
    }
    out.write(source, begin, offset + length - begin);
  }
}
