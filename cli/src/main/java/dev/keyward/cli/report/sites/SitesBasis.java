package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.audit.BasisTable;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;

/** What the audits of several sites rested on, as a table with a column for the site. */
public final class SitesBasis implements SitesReceiver {

  private final BasisTable table;
  private final ReportContext context;

  /** Writes the head at once. */
  public SitesBasis(OutputStream out, ReportContext context) throws IOException {
    this.context = context;
    this.table = new BasisTable(out, context, CsvColumn.SITE);
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) {}

  @Override
  public void other(SiteName site, Place place, Finding finding) {}

  @Override
  public void finish(SitesSummary summary) throws IOException {
    table.write(CsvRow.basis("keyward", context.version()));
    for (Omission omission : summary.omissions()) {
      table.write(CsvRow.omission(omission, "name"));
    }
    for (SiteReport report : summary.sites()) {
      String site = CsvTable.name(report.site().text());
      write(site, CsvRow.input("report", report.file()));
      write(site, CsvRow.basis("keyward", report.keyward()));
      CsvRow.basis(report.summary(), row -> write(site, row));
    }
    table.flush();
  }

  private void write(String site, CsvRow row) throws IOException {
    table.write(row.set(CsvColumn.SITE, site));
  }
}
