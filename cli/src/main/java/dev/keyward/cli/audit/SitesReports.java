package dev.keyward.cli.audit;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.report.sites.SitesBasis;
import dev.keyward.cli.report.sites.SitesReport;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** The reports of several sites. */
final class SitesReports implements SitesReceiver, AutoCloseable {

  private final OpenedReports<SitesReceiver> opened;

  /** Begins all of them, so that a file that cannot be written is an error before the work. */
  SitesReports(Arguments arguments, Session session) throws IOException, UsageException {
    OpenedReports.Openings<SitesReceiver> openings =
        new OpenedReports.Openings<>(
            SitesReport::open, (format, out, program) -> new SitesBasis(out, program));
    this.opened =
        new OpenedReports<>(
            arguments, session, AuditStyle.tables(arguments, session, true), openings);
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) throws IOException {
    opened.each(report -> report.protector(site, protector));
  }

  @Override
  public void other(SiteName site, Place place, Finding finding) throws IOException {
    opened.each(report -> report.other(site, place, finding));
  }

  @Override
  public void finish(SitesSummary summary) throws IOException {
    opened.finish(report -> report.finish(summary));
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
