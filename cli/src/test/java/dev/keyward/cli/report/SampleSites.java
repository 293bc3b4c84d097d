package dev.keyward.cli.report;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.AuditSites;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.cli.report.sites.SitesReport;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
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
    return texts(List.of(format)).get(format);
  }

  /** In each of these forms, by one reading of the audits. */
  Map<ReportFormat, String> texts(List<ReportFormat> formats) throws IOException {
    Map<ReportFormat, ByteArrayOutputStream> written = new EnumMap<>(ReportFormat.class);
    List<SitesReceiver> receivers = new ArrayList<>();
    for (ReportFormat format : formats) {
      written.put(format, new ByteArrayOutputStream());
      receivers.add(SitesReport.open(format, written.get(format), SampleAudit.CONTEXT));
    }
    try {
      new AuditSites(sources(), text -> text, bytes -> {}).run(new Each(receivers));
    } catch (KeywardException e) {
      throw new IOException(e);
    }
    Map<ReportFormat, String> texts = new EnumMap<>(ReportFormat.class);
    written.forEach((format, out) -> texts.put(format, out.toString(StandardCharsets.UTF_8)));
    return texts;
  }

  private List<SiteSource> sources() throws KeywardException {
    List<SiteSource> sources = new ArrayList<>();
    for (Map.Entry<String, String> each : reports.entrySet()) {
      byte[] report = each.getValue().getBytes(StandardCharsets.UTF_8);
      sources.add(
          new SiteSource(
              SiteName.parse(each.getKey()),
              each.getKey() + ".json",
              () -> new ByteArrayInputStream(report)));
    }
    return sources;
  }

  /** Passes on to several. */
  private record Each(List<SitesReceiver> receivers) implements SitesReceiver {

    @Override
    public void protector(SiteName site, AuditedProtector protector) throws IOException {
      for (SitesReceiver receiver : receivers) {
        receiver.protector(site, protector);
      }
    }

    @Override
    public void other(SiteName site, Place place, Finding finding) throws IOException {
      for (SitesReceiver receiver : receivers) {
        receiver.other(site, place, finding);
      }
    }

    @Override
    public void finish(SitesSummary summary) throws IOException {
      for (SitesReceiver receiver : receivers) {
        receiver.finish(summary);
      }
    }
  }
}
