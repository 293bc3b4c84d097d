package dev.keyward.internal.io;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what PowerShell's {@code Export-Csv} writes, in a stream: a first line of columns, perhaps
 * behind a {@code #TYPE} line, then an object a line. Values may be quoted, also over lines; the
 * separator is the comma, the semicolon or the tabulator of the first line.
 */
public final class CsvExportReader {

  private static final int MAX_COLUMNS = 4096;
  private static final String SEPARATORS = ",;\t";

  private final PushbackReader text;
  private final ExportSink sink;
  private final int mostCharacters;
  private final StringBuilder value = new StringBuilder();
  private char separator = ',';
  private boolean tooLong;
  private boolean lineEnded;
  private long at;

  private CsvExportReader(Reader text, ExportSink sink, int mostCharacters) {
    this.text = new PushbackReader(text);
    this.sink = sink;
    this.mostCharacters = mostCharacters;
  }

  /**
   * Reads to the end.
   *
   * @param text without byte order mark
   * @param mostCharacters the longest value; a longer one counts as unreadable
   */
  public static void read(Reader text, ExportSink sink, int mostCharacters)
      throws KeywardException, IOException {
    new CsvExportReader(text, sink, mostCharacters).run();
  }

  /** The columns that a first line names. */
  public static List<String> columns(String line) {
    CsvExportReader reader =
        new CsvExportReader(new java.io.StringReader(line), null, line.length());
    reader.separator = separator(line);
    try {
      return reader.header();
    } catch (KeywardException | IOException e) {
      return List.of();
    }
  }

  private static char separator(String line) {
    char best = ',';
    int most = 0;
    for (char candidate : SEPARATORS.toCharArray()) {
      int count = (int) line.chars().filter(c -> c == candidate).count();
      best = count > most ? candidate : best;
      most = Math.max(most, count);
    }
    return best;
  }

  private void run() throws KeywardException, IOException {
    String first = firstLine();
    if (first.startsWith("#TYPE")) {
      first = firstLine();
    }
    separator = separator(first);
    List<String> columns = columns(first);
    if (columns.isEmpty()) {
      throw malformed("no columns in the first line");
    }
    while (!atEnd()) {
      row(columns);
    }
  }

  private String firstLine() throws KeywardException, IOException {
    StringBuilder line = new StringBuilder();
    int c = next();
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      if (line.length() > mostCharacters) {
        throw malformed("a first line that does not end");
      }
      c = next();
    }
    return line.toString().strip();
  }

  private List<String> header() throws KeywardException, IOException {
    List<String> columns = new ArrayList<>();
    while (!lineEnded && !atEnd()) {
      field();
      columns.add(value.toString().strip());
      if (columns.size() > MAX_COLUMNS) {
        throw malformed("more than " + MAX_COLUMNS + " columns");
      }
    }
    return columns;
  }

  private void row(List<String> columns) throws KeywardException, IOException {
    lineEnded = false;
    boolean opened = false;
    for (int i = 0; !lineEnded && !atEnd(); i++) {
      long start = at;
      boolean quoted = field();
      boolean blankLine = i == 0 && lineEnded && value.isEmpty() && !quoted;
      if (blankLine) {
        return;
      }
      if (!opened) {
        sink.open("");
        opened = true;
      }
      if (i >= columns.size()) {
        throw malformed("a line with more values than columns");
      }
      give(columns.get(i), start);
    }
    if (opened) {
      sink.close();
    }
  }

  private void give(String column, long start) throws KeywardException, IOException {
    if (tooLong) {
      sink.bytes(column, new ExportSink.Found(null, start, at, null));
    } else if (value.isEmpty()) {
      sink.other(column, "nothing");
    } else {
      sink.text(column, new ExportSink.Text(value.toString(), start, at));
    }
  }

  /** Reads one value and what ends it; says whether it was quoted. */
  private boolean field() throws KeywardException, IOException {
    value.setLength(0);
    tooLong = false;
    int c = next();
    boolean quoted = c == '"';
    if (quoted) {
      quoted();
      c = next();
    }
    while (c >= 0 && c != separator && c != '\n') {
      if (c != '\r') {
        keep((char) c);
      }
      c = next();
    }
    lineEnded = c != separator;
    return quoted;
  }

  private void quoted() throws KeywardException, IOException {
    while (true) {
      int c = next();
      if (c < 0) {
        throw malformed("a quoted value that does not end");
      }
      if (c == '"') {
        int following = next();
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

  private boolean atEnd() throws IOException {
    int c = next();
    unread(c);
    return c < 0;
  }

  private int next() throws IOException {
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

  private static MalformedInputException malformed(String found) {
    return new MalformedInputException(
        Fault.of("malformed-csv", "", found, "what Export-Csv writes"));
  }
}
