package dev.keyward.internal.export;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/** The values of a CSV text, one after the other; only the last is held. */
final class CsvValues {

  private final PushbackReader text;
  private final char separator;
  private final int mostCharacters;
  private final StringBuilder value = new StringBuilder();
  private boolean tooLong;
  private boolean lineEnded;
  private long at;

  /**
   * @param text begins with the first value
   * @param start offset of that in the file
   * @param mostCharacters the longest value that is held
   */
  CsvValues(Reader text, long start, char separator, int mostCharacters) {
    this.text = new PushbackReader(text);
    this.at = start;
    this.separator = separator;
    this.mostCharacters = mostCharacters;
  }

  /** The value that was read last. */
  String value() {
    return value.toString();
  }

  boolean isEmpty() {
    return value.isEmpty();
  }

  /** Whether that is longer than what is held of it. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Whether it was the last of its line. */
  boolean isLineEnded() {
    return lineEnded;
  }

  /** Offset in characters of what comes next. */
  long at() {
    return at;
  }

  /** Reads one value and what ends it; says whether it was quoted. */
  boolean next() throws MalformedInputException, IOException {
    value.setLength(0);
    tooLong = false;
    int c = character();
    boolean quoted = c == '"';
    if (quoted) {
      quoted();
      c = character();
    }
    while (c >= 0 && c != separator && c != '\n') {
      if (c != '\r') {
        keep((char) c);
      }
      c = character();
    }
    lineEnded = c != separator;
    return quoted;
  }

  private void quoted() throws MalformedInputException, IOException {
    while (true) {
      int c = character();
      if (c < 0) {
        throw malformed("a quoted value that does not end");
      }
      if (c == '"') {
        int following = character();
        if (following != '"') {
          unread(following);
          return;
        }
      }
      keep((char) c);
    }
  }

  private void keep(char c) {
    tooLong |= value.length() >= mostCharacters;
    if (!tooLong) {
      value.append(c);
    }
  }

  boolean atEnd() throws IOException {
    int c = character();
    unread(c);
    return c < 0;
  }

  private int character() throws IOException {
    int c = text.read();
    at += c < 0 ? 0 : 1;
    return c;
  }

  private void unread(int c) throws IOException {
    if (c >= 0) {
      text.unread(c);
      at--;
    }
  }

  static MalformedInputException malformed(String found) {
    return new MalformedInputException(
        Fault.of("malformed-csv", "", found, "what Export-Csv writes"));
  }
}
