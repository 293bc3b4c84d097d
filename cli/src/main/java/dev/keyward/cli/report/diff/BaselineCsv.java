package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.report.audit.CsvReport;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;

/** The table of an audit with what changed, and rows for what only the earlier audit has. */
final class BaselineCsv implements DiffReceiver {

  private final CsvReport report;

  /** Writes the head at once. */
  BaselineCsv(OutputStream out, ReportContext context) throws IOException {
    this.report = new CsvReport(out, context, CsvColumn.OF_CHANGES);
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    boolean isClean = change.protector().findings().isEmpty();
    if (isClean || change.turn().isAny()) {
      report.write(DiffCsv.of(change, DiffCsv.what(change), CsvRow.WITHOUT_FINDING));
    }
    if (!isClean) {
      report.protector(change.protector(), finding -> DiffCsv.what(change, finding));
    }
    DiffCsv.solved(change, report::write);
  }

  @Override
  public void copy(AuditedProtector copy) throws IOException {
    report.copy(copy);
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    report.other(place, finding);
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    if (change.change() == Change.GONE) {
      report.write(DiffCsv.of(change, DiffCsv.what(change), CsvRow.WITHOUT_FINDING));
    }
    DiffCsv.solved(change, report::write);
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    for (LocatedFinding each : summary.beside().solved()) {
      DiffCsv.beside(State.SOLVED, each, report::write);
    }
    report.finish(summary.after().summary());
  }
}
