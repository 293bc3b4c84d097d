package dev.keyward.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Reads RFC 4180 as strictly as it is written. */
public final class CsvRows {

  private CsvRows() {}

  public static List<List<String>> parse(String csv) {
    return parse(csv, ',');
  }

  public static List<List<String>> parse(String csv, char separator) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (c == '"') {
        boolean twice = quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
        if (twice) {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == separator || c == '\r')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\r') {
          rows.add(List.copyOf(row));
          row.clear();
          i++;
        }
      } else {
        cell.append(c);
      }
    }
    return rows;
  }
}
