package dev.keyward.cli.audit;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.report.audit.BasisReport;
import dev.keyward.cli.report.audit.Report;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.Reports;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** The reports of an audit. */
public final class AuditReports implements AuditReceiver, AutoCloseable {

  private final OpenedReports<Report> opened;

  private AuditReports(OpenedReports<Report> opened) {
    this.opened = opened;
  }

  /**
   * Opens all files first, so that an error in one is reported before the work begins.
   *
   * @param accepts whether the policy accepts risks
   */
  static AuditReports open(Arguments arguments, Session session, boolean accepts)
      throws IOException, UsageException {
    ReportContext context = AuditStyle.pages(arguments, session, accepts);
    OpenedReports.Openings<Report> openings =
        new OpenedReports.Openings<>(
            Reports::open, (format, out, program) -> new BasisReport(out, program));
    return new AuditReports(new OpenedReports<>(arguments, session, context, openings));
  }

  @Override
  public void protector(AuditedProtector protector) throws IOException {
    opened.each(report -> report.protector(protector));
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
  public void finish(AuditSummary summary) throws IOException {
    opened.finish(report -> report.finish(summary));
  }

  /** Removes the files that were not finished. */
  @Override
  public void close() throws IOException {
    opened.close();
  }
}
