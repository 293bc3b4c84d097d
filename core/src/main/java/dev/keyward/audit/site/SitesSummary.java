package dev.keyward.audit.site;

import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.finding.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the reports of several sites say together.
 *
 * @param sites each by itself, in the order of the command
 * @param between what only shows where they are side by side, the most severe first
 * @param unlisted how many findings between sites more there were than could be kept
 * @param guardians everybody who can open a valid protector, by signing key
 * @param omissions what could not be compared
 */
public record SitesSummary(
    List<SiteReport> sites,
    List<SiteFinding> between,
    long unlisted,
    List<SiteGuardian> guardians,
    List<Omission> omissions) {

  /** Copies the lists. */
  public SitesSummary {
    sites = List.copyOf(sites);
    between = List.copyOf(between);
    guardians = List.copyOf(guardians);
    omissions = List.copyOf(omissions);
  }

  /** The headline numbers of all sites. */
  public AuditCounts counts() {
    long protectors = 0;
    Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    Map<Severity, Long> worst = new EnumMap<>(Severity.class);
    for (SiteReport site : sites) {
      AuditCounts counts = site.summary().counts();
      protectors += counts.protectors();
      counts.standings().forEach((standing, count) -> standings.merge(standing, count, Long::sum));
      counts.worst().forEach((severity, count) -> worst.merge(severity, count, Long::sum));
    }
    return new AuditCounts(protectors, standings, worst);
  }

  /** The gravest finding, of a site or between sites; empty where there is none. */
  public Optional<Severity> worst() {
    return Stream.concat(
            sites.stream().flatMap(site -> site.summary().worst().stream()),
            between.stream().map(each -> each.finding().severity()))
        .max(Comparator.naturalOrder());
  }
}
