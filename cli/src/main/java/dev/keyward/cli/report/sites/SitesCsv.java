package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.SiteFinding;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several sites as a table: that of an audit with a column for the site before the others. What to
 * do is in the report of each site, and what the audits rested on in {@link SitesBasis}.
 */
final class SitesCsv implements SitesReceiver {

  private static final Set<CsvColumn> COLUMNS = columns();

  private final CsvTable table;

  private static Set<CsvColumn> columns() {
    Set<CsvColumn> columns = EnumSet.complementOf(EnumSet.of(CsvColumn.MEND, CsvColumn.COMMAND));
    columns.removeAll(CsvColumn.OF_CERTIFICATES);
    columns.removeAll(CsvColumn.OF_CHANGES);
    return columns;
  }

  /** Writes the head at once. */
  SitesCsv(OutputStream out, ReportContext context) throws IOException {
    this.table =
        new CsvTable(
            out, COLUMNS.stream().map(CsvColumn::head).toList(), context.style().separator());
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) throws IOException {
    if (protector.findings().isEmpty()) {
      write(site, CsvRow.of(protector, CsvRow.WITHOUT_FINDING));
    }
    for (Finding finding : protector.findings()) {
      write(site, CsvRow.of(protector, finding.severity().code()).found(finding));
    }
  }

  @Override
  public void other(SiteName site, Place place, Finding finding) throws IOException {
    write(site, CsvRow.of(place, finding.severity().code()).found(finding));
  }

  @Override
  public void finish(SitesSummary summary) throws IOException {
    for (SiteFinding each : summary.between()) {
      String sites =
          each.sites().stream()
              .map(site -> Inert.listed(site.text(), SiteName.MOST))
              .collect(Collectors.joining(", "));
      Finding finding = each.finding();
      String severity = finding.severity().code();
      CsvRow row =
          each.place()
              .map(place -> CsvRow.of(place, severity))
              .orElseGet(() -> CsvRow.of(severity));
      write(row.found(finding).set(CsvColumn.SITE, sites));
    }
    table.flush();
  }

  private void write(SiteName site, CsvRow row) throws IOException {
    write(row.set(CsvColumn.SITE, CsvTable.name(site.text())));
  }

  private void write(CsvRow row) throws IOException {
    table.row(row.cells(COLUMNS));
  }
}
