package dev.keyward.cli.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table as RFC 4180 in UTF-8. A byte order mark comes first: spreadsheet programs take the file
 * for a code page of the country without it, and names would be garbled. No cell acts: see {@link
 * Inert#cell}.
 */
public final class CsvTable {

  /** A spreadsheet program spills longer ones over the next cells, where they could be formulas. */
  private static final int MOST_IN_CELL = 32_000;

  private final Writer out;
  private final char separator;

  /** Writes the head at once; cells are separated by commas. */
  public CsvTable(OutputStream out, List<String> head) throws IOException {
    this(out, head, ',');
  }

  /** The same with another separator. No cell holds a tab, since it is escaped. */
  public CsvTable(OutputStream out, List<String> head, char separator) throws IOException {
    this.separator = separator;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.out.write('\uFEFF');
    row(head);
  }

  /** A name as a stranger wrote it, for a cell of its own. */
  public static String name(String text) {
    return Inert.name(text, MOST_IN_CELL);
  }

  /** Writes a row of as many cells as the head has. */
  public void row(List<String> cells) throws IOException {
    boolean first = true;
    for (String cell : cells) {
      if (!first) {
        out.write(separator);
      }
      out.write(quoted(Inert.cell(cell, MOST_IN_CELL)));
      first = false;
    }
    out.write("\r\n");
  }

  public void flush() throws IOException {
    out.flush();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == ' ');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
