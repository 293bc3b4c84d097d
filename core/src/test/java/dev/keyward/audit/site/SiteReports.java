package dev.keyward.audit.site;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts reports that tests have in memory side by side. */
final class SiteReports implements SitesReceiver {

  private static final Path FOLDER =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "sites");

  final List<String> rows = new ArrayList<>();
  final List<String> others = new ArrayList<>();

  private SiteReports() {}

  /** A report of the fixtures. */
  static String fixture(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  static SiteSource source(String site, byte[] report) throws KeywardException {
    return new SiteSource(
        SiteName.parse(site), site + ".json", () -> new ByteArrayInputStream(report));
  }

  static SitesSummary merged(List<SiteSource> sources, SitesReceiver receiver)
      throws KeywardException, IOException {
    return new AuditSites(sources, text -> text, bytes -> {}).run(receiver);
  }

  /** The reports of these sites, and what is handed on of them. */
  static SitesSummary merged(Map<String, String> reports, SitesReceiver receiver)
      throws KeywardException, IOException {
    List<SiteSource> sources = new ArrayList<>();
    for (Map.Entry<String, String> each : reports.entrySet()) {
      sources.add(source(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8)));
    }
    return merged(sources, receiver);
  }

  /** What keeps the rows as texts. */
  static SiteReports kept() {
    return new SiteReports();
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) {
    rows.add(site + ": " + protector.place().vm() + " for " + protector.set());
  }

  @Override
  public void other(SiteName site, Place place, Finding finding) {
    others.add(site + ": " + finding.code().code() + " at " + place.file());
  }

  @Override
  public void finish(SitesSummary summary) {}
}
