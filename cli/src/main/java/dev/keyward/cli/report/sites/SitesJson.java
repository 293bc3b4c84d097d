package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.cli.report.JsonPieces;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;

/** One object {@code keyward.audit-sites/1}: the protectors while they come, then the rest. */
final class SitesJson implements SitesReceiver {

  private final JsonPieces json;
  private final ReportContext context;

  /** Writes the beginning. */
  SitesJson(OutputStream out, ReportContext context) throws IOException {
    this.json = JsonPieces.listing(out, "audit-sites", "protectors");
    this.context = context;
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) throws IOException {
    json.element(SitesAnswer.Protector.of(site, protector));
  }

  /** It is among the findings of the site, which come at the end. */
  @Override
  public void other(SiteName site, Place place, Finding finding) {}

  @Override
  public void finish(SitesSummary summary) throws IOException {
    json.finish(SitesAnswer.Summary.of(summary, context));
  }
}
