package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * An audit as a table: a row for each finding, one for each protector without, one for each copy of
 * a VM, and those that only the whole input tells behind them. What the audit rested on is in
 * another table, see {@link BasisReport}: programs that read this one expect rows of one kind.
 */
public final class CsvReport implements Report {

  private static final Set<CsvColumn> COLUMNS = columns();

  private static Set<CsvColumn> columns() {
    Set<CsvColumn> columns = EnumSet.complementOf(EnumSet.of(CsvColumn.SITE));
    columns.removeAll(CsvColumn.OF_CHANGES);
    return columns;
  }

  private final Set<CsvColumn> columns;
  private final CsvTable table;
  private final ReportContext context;

  /** What stands in the column for changes. */
  @FunctionalInterface
  public interface Changes {
    /** What became of this finding. */
    String of(Finding finding);
  }

  /** Writes the head at once. */
  CsvReport(OutputStream out, ReportContext context) throws IOException {
    this(out, context, Set.of());
  }

  /** The same with further columns. */
  public CsvReport(OutputStream out, ReportContext context, Set<CsvColumn> more)
      throws IOException {
    this.context = context;
    this.columns = EnumSet.copyOf(COLUMNS);
    this.columns.addAll(more);
    this.table =
        new CsvTable(
            out, columns.stream().map(CsvColumn::head).toList(), context.style().separator());
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    if (protector.findings().isEmpty()) {
      write(CsvRow.of(protector, CsvRow.WITHOUT_FINDING));
    }
    protector(protector, finding -> "");
  }

  /** Writes the findings of a protector with what became of each. */
  public void protector(AuditedProtector protector, Changes changes) throws IOException {
    for (Finding finding : protector.findings()) {
      CsvRow row = CsvRow.of(protector, finding.severity().code());
      row.set(CsvColumn.CHANGE, changes.of(finding));
      found(row, protector.place(), finding);
    }
  }

  @Override
  public void copy(AuditedProtector copy) throws IOException {
    write(CsvRow.of(copy, CsvRow.COPY));
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    found(CsvRow.of(place, finding.severity().code()), place, finding);
  }

  private void found(CsvRow row, Place place, Finding finding) throws IOException {
    PrintedRemedy advice = PrintedRemedy.of(context.commands(), finding, place);
    row.found(finding).set(CsvColumn.MEND, advice.text());
    write(row.set(CsvColumn.COMMAND, advice.command().orElse("")));
  }

  @Override
  public void finish(AuditSummary summary) throws IOException {
    table.flush();
  }

  /** Writes a row of another kind. */
  public void write(CsvRow row) throws IOException {
    table.row(row.cells(columns));
  }
}
