package dev.keyward.cli.report;

import dev.keyward.KeywardException;
import dev.keyward.audit.site.AuditSites;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.cli.report.sites.SitesReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reports of made-up audits side by side. */
record SampleSites(Map<String, String> reports) {

  /** The same audit at each of these sites. */
  static SampleSites of(List<String> sites, SampleAudit audit) throws IOException {
    Map<String, String> reports = new LinkedHashMap<>();
    String report = audit.text(ReportFormat.JSON);
    for (String site : sites) {
      // A blank behind the end makes it another report.
      reports.put(site, report + " ".repeat(reports.size()));
    }
    return new SampleSites(reports);
  }

  String text(ReportFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      List<SiteSource> sources = new ArrayList<>();
      for (Map.Entry<String, String> each : reports.entrySet()) {
        byte[] report = each.getValue().getBytes(StandardCharsets.UTF_8);
        sources.add(
            new SiteSource(
                SiteName.parse(each.getKey()),
                each.getKey() + ".json",
                () -> new ByteArrayInputStream(report)));
      }
      new AuditSites(sources, text -> text, bytes -> {})
          .run(SitesReport.open(format, out, SampleAudit.CONTEXT));
    } catch (KeywardException e) {
      throw new IOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
