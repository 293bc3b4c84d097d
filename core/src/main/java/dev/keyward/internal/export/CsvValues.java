package dev.keyward.internal.export;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.io.PushbackReader;

/**
 * The values of a CSV text as {@code Import-Csv} reads them, one after the other; only the last is
 * held. Blanks before a value, and behind one in quotes, do not belong to it; a carriage return
 * alone ends a line.
 */
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
  CsvValues(PushbackReader text, long start, char separator, int mostCharacters) {
    this.text = text;
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
    while (isBlank(c)) {
      c = character();
    }
    boolean quoted = c == '"';
    if (quoted) {
      quoted();
      c = rest(true);
    }
    while (!isEnd(c)) {
      keep((char) c);
      boolean strange = c == '"' || isBlank(c);
      c = strange ? rest(c != '"') : character();
    }
    lineEnded = c != separator;
    return quoted;
  }

  /**
   * What stands behind a quoted value, or behind a blank or a quote in another: it belongs to the
   * value, but for blanks alone.
   */
  private int rest(boolean withoutBlanks) throws IOException {
    StringBuilder blanks = new StringBuilder();
    int c = character();
    while (withoutBlanks && isBlank(c)) {
      tooLong |= blanks.length() >= mostCharacters;
      blanks.append(tooLong ? "" : String.valueOf((char) c));
      c = character();
    }
    if (!isEnd(c)) {
      blanks.chars().forEach(each -> keep((char) each));
    }
    while (!isEnd(c)) {
      keep((char) c);
      c = character();
    }
    return c;
  }

  private boolean isBlank(int c) {
    return (c == ' ' || c == '\t') && c != separator;
  }

  /** Of the two characters that may end a line the second is taken too. */
  private boolean isEnd(int c) throws IOException {
    if (c == '\r') {
      int following = character();
      if (following != '\n') {
        unread(following);
      }
    }
    return c < 0 || c == separator || c == '\n' || c == '\r';
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
