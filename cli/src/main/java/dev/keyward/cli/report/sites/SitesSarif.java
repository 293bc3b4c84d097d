package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.SiteFinding;
import dev.keyward.audit.site.SiteFindingCode;
import dev.keyward.audit.site.SitesReceiver;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.SarifLog;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.SarifTrees;
import dev.keyward.finding.Finding;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Several sites as one SARIF run: each result names its site, and each site is an invocation. Paths
 * are relative to the folder that the site's audit ran in.
 */
final class SitesSarif implements SitesReceiver {

  private static final String SITE = "site";
  private static final String PROPERTIES = "properties";
  private static final String SUPPRESSIONS = "suppressions";

  private final SarifLog log;
  private final ReportContext context;

  /** Writes all that comes before the results. */
  SitesSarif(OutputStream out, ReportContext context) throws IOException {
    this.context = context;
    List<FindingCode> codes = new ArrayList<>(List.of(AuditFindingCode.values()));
    codes.addAll(List.of(SiteFindingCode.values()));
    this.log = new SarifLog(out, context.version(), codes, SarifTrees.NOTICES);
  }

  @Override
  public void protector(SiteName site, AuditedProtector protector) throws IOException {
    for (Finding finding : protector.findings()) {
      result(site, protector.place(), finding, SarifTrees.members(protector, finding));
    }
  }

  @Override
  public void other(SiteName site, Place place, Finding finding) throws IOException {
    result(site, place, finding, SarifTrees.members(place, finding));
  }

  private void result(SiteName site, Place place, Finding finding, Map<String, Object> members)
      throws IOException {
    SarifLog.Where where =
        new SarifLog.Where(place.file(), List.of(place.vm()), Optional.of(site.text()));
    members.put(SUPPRESSIONS, SarifTrees.suppressions(finding));
    PrintedRemedy advice = PrintedRemedy.of(context.commands(), finding, place);
    log.result(finding, advice, where, at(List.of(site), members));
  }

  /** The same finding at two sites is two. */
  private static Map<String, Object> at(List<SiteName> sites, Map<String, Object> members) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    List<String> names = sites.stream().map(SiteName::text).toList();
    String whole = String.join("\0", names) + "\0" + members.get(SarifTrees.FINGERPRINTS);
    more.put(SarifTrees.FINGERPRINTS, SarifTrees.fingerprints(whole));
    more.put(PROPERTIES, properties(String.join(", ", names), members));
    return more;
  }

  /** The properties of {@code members}, with the site before them. */
  private static Map<String, Object> properties(String site, Map<String, Object> members) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(SITE, site);
    if (members.get(PROPERTIES) instanceof Map<?, ?> own) {
      own.forEach((name, value) -> properties.put(name.toString(), value));
    }
    return properties;
  }

  @Override
  public void finish(SitesSummary summary) throws IOException {
    for (SiteFinding each : summary.between()) {
      between(each, summary);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("invocations", invocations(summary));
    members.put("artifacts", summary.sites().stream().map(SitesSarif::artifact).toList());
    log.end(members);
  }

  private void between(SiteFinding each, SitesSummary summary) throws IOException {
    SiteName last = each.sites().get(each.sites().size() - 1);
    String report =
        summary.sites().stream()
            .filter(site -> site.site().equals(last))
            .map(site -> site.file().path())
            .findFirst()
            .orElse("");
    Finding finding = each.finding();
    SarifLog.Where where =
        each.place()
            .map(at -> new SarifLog.Where(at.file(), List.of(at.vm()), Optional.of(last.text())))
            .orElseGet(() -> new SarifLog.Where(report, List.of()));
    Place place = each.place().orElseGet(() -> new Place(report, OptionalInt.empty(), ""));
    PrintedRemedy advice = PrintedRemedy.of(context.commands(), finding, place);
    log.result(finding, advice, where, at(each.sites(), SarifTrees.members(place, finding)));
  }

  private static List<Object> invocations(SitesSummary summary) {
    List<Object> invocations = new ArrayList<>();
    for (SiteReport report : summary.sites()) {
      Map<String, Object> invocation = SarifTrees.invocation(report.summary());
      invocation.put(PROPERTIES, properties(report.site().text(), invocation));
      invocations.add(invocation);
    }
    if (!summary.omissions().isEmpty()) {
      invocations.add(between(summary));
    }
    return invocations;
  }

  /** What the comparison of the sites did not look at. */
  private static Object between(SitesSummary summary) {
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", true);
    invocation.put("toolExecutionNotifications", SarifTrees.notifications(summary.omissions()));
    return invocation;
  }

  private static Object artifact(SiteReport report) {
    Map<String, Object> artifact = SarifTrees.artifact(report.file(), "analysisTarget");
    artifact.put(PROPERTIES, Map.of(SITE, report.site().text()));
    return artifact;
  }
}
