package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.CsvTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/** What an audit rested on, as a table beside that of its findings. */
public final class BasisReport implements Report {

  private static final Set<CsvColumn> COLUMNS =
      EnumSet.of(CsvColumn.CODE, CsvColumn.FILE, CsvColumn.FOUND, CsvColumn.WHY, CsvColumn.SHA256);

  private final CsvTable table;
  private final ReportContext context;

  /** Writes the head at once. */
  public BasisReport(OutputStream out, ReportContext context) throws IOException {
    this.context = context;
    this.table =
        new CsvTable(
            out, COLUMNS.stream().map(CsvColumn::head).toList(), context.style().separator());
  }

  @Override
  public void protector(AuditedProtector protector) {}

  @Override
  public void finish(AuditSummary summary) throws IOException {
    write(CsvRow.basis("keyward", context.version()));
    write(CsvRow.basis("shell", context.commands().shell().code()));
    CsvRow.basis(summary, this::write);
    table.flush();
  }

  private void write(CsvRow row) throws IOException {
    table.row(row.cells(COLUMNS));
  }
}
