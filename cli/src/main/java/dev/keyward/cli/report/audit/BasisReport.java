package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.audit.rows.CsvRow;
import java.io.IOException;
import java.io.OutputStream;

/** What an audit rested on, as a table. */
public final class BasisReport implements Report {

  private final BasisTable table;
  private final ReportContext context;

  /** Writes the head at once. */
  public BasisReport(OutputStream out, ReportContext context) throws IOException {
    this.context = context;
    this.table = new BasisTable(out, context);
  }

  @Override
  public void protector(AuditedProtector protector) {}

  @Override
  public void finish(AuditSummary summary) throws IOException {
    table.write(CsvRow.basis("keyward", context.version()));
    table.write(CsvRow.basis("shell", context.commands().shell().code()));
    CsvRow.basis(summary, table::write);
    table.flush();
  }
}
