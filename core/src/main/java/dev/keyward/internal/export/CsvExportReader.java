package dev.keyward.internal.export;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
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

  private final CsvValues values;
  private final List<String> columns;
  private final ExportSink sink;

  private CsvExportReader(CsvValues values, List<String> columns, ExportSink sink) {
    this.values = values;
    this.columns = columns;
    this.sink = sink;
  }

  /**
   * Reads to the end.
   *
   * @param text without byte order mark
   * @param mostCharacters the longest value; a longer one counts as unreadable
   */
  public static void read(Reader text, ExportSink sink, int mostCharacters)
      throws KeywardException, IOException {
    String first = line(text, mostCharacters);
    long at = first.length();
    if (first.strip().startsWith("#TYPE")) {
      first = line(text, mostCharacters);
      at += first.length();
    }
    List<String> columns = columns(first);
    if (columns.isEmpty()) {
      throw CsvValues.malformed("no columns in the first line");
    }
    CsvValues values = new CsvValues(text, at, separator(first.strip()), mostCharacters);
    new CsvExportReader(values, columns, sink).rows();
  }

  /** A line with its end. */
  private static String line(Reader text, int mostCharacters)
      throws MalformedInputException, IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    while (c >= 0) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
      if (line.length() > mostCharacters) {
        throw CsvValues.malformed("a first line that does not end");
      }
      c = text.read();
    }
    return line.toString();
  }

  /** The columns that a first line names; none where it cannot be read. */
  public static List<String> columns(String line) {
    String header = line.strip();
    List<String> columns = new ArrayList<>();
    try {
      CsvValues names =
          new CsvValues(new StringReader(header), 0, separator(header), header.length());
      while (!names.isLineEnded() && !names.atEnd() && columns.size() <= MAX_COLUMNS) {
        names.next();
        columns.add(names.value().strip());
      }
    } catch (MalformedInputException | IOException e) {
      return List.of();
    }
    return columns.size() <= MAX_COLUMNS ? List.copyOf(columns) : List.of();
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

  private void rows() throws KeywardException, IOException {
    while (!values.atEnd()) {
      row();
    }
  }

  private void row() throws KeywardException, IOException {
    boolean opened = false;
    boolean ended = false;
    for (int i = 0; !ended && !values.atEnd(); i++) {
      long start = values.at();
      boolean quoted = values.next();
      ended = values.isLineEnded();
      boolean blankLine = i == 0 && ended && values.isEmpty() && !quoted;
      if (blankLine) {
        return;
      }
      if (!opened) {
        sink.open("");
        opened = true;
      }
      if (i >= columns.size()) {
        throw CsvValues.malformed("a line with more values than columns");
      }
      give(columns.get(i), start);
    }
    if (opened) {
      sink.close();
    }
  }

  private void give(String column, long start) throws KeywardException, IOException {
    if (values.isTooLong()) {
      sink.bytes(column, ExportSink.Found.unreadable(start, values.at()));
    } else if (values.isEmpty()) {
      sink.other(column, "nothing", "");
    } else {
      sink.text(column, new ExportSink.Text(values.value(), start, values.at()));
    }
  }
}
