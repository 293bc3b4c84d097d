package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.cli.report.PageTemplate;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.Reports;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** One page of several sites, at most {@link Reports#MOST_ROWS} protectors by name. */
final class SitesHtml implements SitesReceiver {

  private static final PageTemplate.Parts FRAME =
      new PageTemplate.Parts("sites", "sites.mustache", List.of("page.css"), "page.js");

  private final OutputStream out;
  private final ReportContext context;
  private final List<SitesPage.Row> rows = new ArrayList<>();

  SitesHtml(OutputStream out, ReportContext context) {
    this.out = out;
    this.context = context;
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) {
    if (rows.size() < Reports.MOST_ROWS) {
      rows.add(SitesPage.Row.of(site, protector));
    }
  }

  /** It is among the findings of the site, which come at the end. */
  @Override
  public void other(SiteName site, Place place, Finding finding) {}

  @Override
  public void finish(SitesSummary summary) throws IOException {
    FRAME.load().write(SitesPage.of(context, summary, rows), "", out);
  }
}
