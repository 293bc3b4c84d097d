package dev.keyward.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A result for a log that a build server reads. Such a server takes {@code ##} before a word in
 * brackets for a command, at any place in a line, and two colons where a line begins. The second
 * number sign and the first colon are escaped as the form of the result does it, so that a program
 * that reads the form still gets the same value.
 */
final class InertOutput extends FilterOutputStream {

  /** How JSON escapes a character. In JSON a number sign is always part of a string. */
  static final String JSON = "\\u%04x";

  private final byte[] escapedSign;
  private final byte[] escapedColon;
  private boolean sign;
  private boolean begin = true;
  private boolean colon;

  /**
   * On {@code out}.
   *
   * @param escape how the form escapes a character, as a pattern for its number
   */
  InertOutput(OutputStream out, String escape) {
    super(out);
    this.escapedSign = escaped(escape, '#');
    this.escapedColon = escaped(escape, ':');
  }

  private static byte[] escaped(String escape, char character) {
    return String.format(Locale.ROOT, escape, (int) character).getBytes(StandardCharsets.US_ASCII);
  }

  /** A line of JSON, made harmless. */
  static String json(String line) {
    return line.replace("##", "#\\u0023");
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    for (int at = offset; at < offset + length; at++) {
      byte value = source[at];
      if (colon) {
        writeColon(value == ':');
      }
      boolean second = sign && value == '#';
      boolean first = begin && value == ':';
      if (second || first) {
        out.write(source, from, at - from);
        from = at + 1;
      }
      if (second) {
        out.write(escapedSign);
      }
      colon = first;
      sign = value == '#' && !second;
      begin = value == '\n' || begin && (value == ' ' || value == '\t' || value == '\r');
    }
    out.write(source, from, offset + length - from);
  }

  /** The colon that was held back until the character behind it was known. */
  private void writeColon(boolean isCommand) throws IOException {
    colon = false;
    out.write(isCommand ? escapedColon : new byte[] {':'});
  }

  @Override
  public void flush() throws IOException {
    if (colon) {
      writeColon(true);
    }
    super.flush();
  }
}
