package dev.keyward.audit.site;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.report.FindingTally;
import dev.keyward.audit.site.report.Labels;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a site in the second pass: parties get back what the end of the report tells of them,
 * and findings that no row has come after the rows.
 */
final class SiteRows {

  private final Labels labels;
  private final Map<Finding, Set<Place>> left = new LinkedHashMap<>();

  /**
   * Of this report.
   *
   * @param counted how many rows have each finding
   */
  SiteRows(SiteReport report, FindingTally counted) {
    this.labels = new Labels(report.parties());
    for (LocatedFinding found : report.summary().all().toList()) {
      if (counted.of(found.finding()) < found.count()) {
        left.put(found.finding(), new LinkedHashSet<>(found.places()));
      }
    }
  }

  /** The row with all that is known of its parties. */
  AuditedProtector known(AuditedProtector row) {
    for (Finding finding : row.findings()) {
      Set<Place> places = left.get(finding);
      if (places != null) {
        places.remove(row.place());
      }
    }
    return row.of(labels.known(row.set()), row.sealer().map(labels::known));
  }

  /** Findings beside the protectors. */
  List<LocatedFinding> beside() {
    List<LocatedFinding> beside = new ArrayList<>();
    left.forEach(
        (finding, places) ->
            beside.add(new LocatedFinding(finding, places.size(), List.copyOf(places))));
    return beside;
  }
}
