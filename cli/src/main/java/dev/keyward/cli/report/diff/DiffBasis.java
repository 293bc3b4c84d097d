package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.Omission;
import dev.keyward.cli.report.audit.BasisTable;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import java.io.IOException;
import java.io.OutputStream;

/** What two compared audits rested on, as a table whose first column says which of them it is. */
public final class DiffBasis implements DiffReceiver {

  private final BasisTable table;
  private final ReportContext context;

  /** Writes the head at once. */
  public DiffBasis(OutputStream out, ReportContext context) throws IOException {
    this.context = context;
    this.table = new BasisTable(out, context, CsvColumn.CHANGE);
  }

  @Override
  public void protector(ProtectorChange change) {}

  @Override
  public void earlier(ProtectorChange change) {}

  @Override
  public void finish(DiffSummary summary) throws IOException {
    table.write(CsvRow.basis("keyward", context.version()));
    table.write(CsvRow.basis("shell", context.commands().shell().code()));
    for (Omission omission : summary.omissions()) {
      table.write(CsvRow.omission(omission, "guardian"));
    }
    side("before", summary.before());
    side("after", summary.after());
    table.flush();
  }

  private void side(String which, DiffSide.End end) throws IOException {
    if (end.report().isPresent()) {
      write(which, CsvRow.input("report", end.report().get()));
    }
    CsvRow.basis(end.summary(), row -> write(which, row));
  }

  private void write(String which, CsvRow row) throws IOException {
    table.write(row.set(CsvColumn.CHANGE, which));
  }
}
