package dev.keyward.cli.audit;

import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.diff.DiffBasis;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** The reports of what changed between two audits. */
final class DiffReports implements DiffReceiver, AutoCloseable {

  private final OpenedReports<DiffReceiver> opened;

  /**
   * Begins all of them, so that a file that cannot be written is an error before the work.
   *
   * @param context what the reports tell of the program
   */
  DiffReports(
      Arguments arguments,
      Session session,
      ReportContext context,
      OpenedReports.Opening<DiffReceiver> opening)
      throws IOException, UsageException {
    OpenedReports.Openings<DiffReceiver> openings =
        new OpenedReports.Openings<>(
            opening, (format, out, program) -> new DiffBasis(out, program));
    this.opened = new OpenedReports<>(arguments, session, context, openings);
  }

  @Override
  public void begin(DiffSide.End before, DiffSide.End after) throws IOException {
    opened.each(report -> report.begin(before, after));
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    opened.each(report -> report.protector(change));
  }

  @Override
  public void copy(AuditedProtector copy) throws IOException {
    opened.each(report -> report.copy(copy));
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    opened.each(report -> report.other(place, finding));
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    opened.each(report -> report.earlier(change));
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    opened.finish(report -> report.finish(summary));
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
