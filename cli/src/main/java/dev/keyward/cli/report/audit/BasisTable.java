package dev.keyward.cli.report.audit;

import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * What audits rested on, as a table beside that of their findings: programs that read the other one
 * expect rows of one kind.
 */
public final class BasisTable {

  private final Set<CsvColumn> columns =
      EnumSet.of(CsvColumn.CODE, CsvColumn.FILE, CsvColumn.FOUND, CsvColumn.WHY, CsvColumn.SHA256);
  private final CsvTable table;

  /**
   * Writes the head at once.
   *
   * @param more a column that tells several audits apart, if there are several
   */
  public BasisTable(OutputStream out, ReportContext context, CsvColumn... more) throws IOException {
    columns.addAll(Set.of(more));
    this.table =
        new CsvTable(
            out, columns.stream().map(CsvColumn::head).toList(), context.style().separator());
  }

  /** Writes a row. */
  public void write(CsvRow row) throws IOException {
    table.row(row.cells(columns));
  }

  /** Hands on all rows. */
  public void flush() throws IOException {
    table.flush();
  }
}
