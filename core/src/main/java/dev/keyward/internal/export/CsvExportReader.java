package dev.keyward.internal.export;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what PowerShell's {@code Export-Csv} writes, in a stream: a first line of columns, perhaps
 * behind a {@code #TYPE} line, then an object a line. Values may be quoted, also over lines; the
 * separator is the comma, the semicolon or the tabulator of the first line.
 */
public final class CsvExportReader {

  private static final int MAX_COLUMNS = 4096;
  private static final int SHOWN = 40;
  private static final String SEPARATORS = ",;\t";
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  /** How Import-Csv calls columns without a name. */
  private static final String NO_NAME = "H";

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
    PushbackReader lines = new PushbackReader(text);
    String first = line(lines, mostCharacters);
    long at = first.length();
    if (first.strip().startsWith("#TYPE")) {
      first = line(lines, mostCharacters);
      at += first.length();
    }
    List<String> columns = columns(first);
    if (columns.isEmpty()) {
      throw CsvValues.malformed("no columns in the first line");
    }
    requireDistinct(columns);
    CsvValues values = new CsvValues(lines, at, separator(first.strip()), mostCharacters);
    new CsvExportReader(values, columns, sink).rows();
  }

  /** Import-Csv refuses two columns of one name too. */
  private static void requireDistinct(List<String> columns) throws MalformedInputException {
    Map<String, String> seen = new HashMap<>();
    for (String column : columns) {
      Optional<String> before =
          Optional.ofNullable(seen.put(column.toLowerCase(Locale.ROOT), column));
      if (before.isPresent()) {
        String both =
            ForeignText.ascii(before.get(), SHOWN) + " and " + ForeignText.ascii(column, SHOWN);
        throw CsvValues.malformed("two columns with one name: " + both);
      }
    }
  }

  /** A line with its end; a carriage return alone is one. */
  private static String line(PushbackReader text, int mostCharacters)
      throws MalformedInputException, IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    while (c >= 0) {
      line.append((char) c);
      if (c == '\n' || (c == '\r' && endsWith(line, text))) {
        break;
      }
      if (line.length() > mostCharacters) {
        throw CsvValues.malformed("a first line that does not end");
      }
      c = text.read();
    }
    return line.toString();
  }

  /** Whether a carriage return ends the line: else the line feed behind it does. */
  private static boolean endsWith(StringBuilder line, PushbackReader text) throws IOException {
    int following = text.read();
    if (following >= 0) {
      text.unread(following);
    }
    return following != '\n' && !line.isEmpty();
  }

  /** The columns that a first line names; none where it cannot be read. */
  public static List<String> columns(String line) {
    String header = line.strip();
    List<String> columns = new ArrayList<>();
    try {
      PushbackReader text = new PushbackReader(new StringReader(header));
      CsvValues names = new CsvValues(text, 0, separator(header), header.length());
      int nameless = 0;
      while (!names.isLineEnded() && !names.atEnd() && columns.size() <= MAX_COLUMNS) {
        names.next();
        String name = names.value().strip();
        nameless += name.isEmpty() ? 1 : 0;
        columns.add(name.isEmpty() ? NO_NAME + nameless : name);
      }
    } catch (MalformedInputException | IOException e) {
      return List.of();
    }
    return columns.size() <= MAX_COLUMNS ? List.copyOf(columns) : List.of();
  }

  private static char separator(String line) {
    char best = ',';
    int most = 0;
    String outside = QUOTED.matcher(line).replaceAll("");
    for (char candidate : SEPARATORS.toCharArray()) {
      int count = (int) outside.chars().filter(c -> c == candidate).count();
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
