package dev.keyward.audit.site.report;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.internal.memory.HeapShare;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows of a report have each finding. Bounded: where there is no more room, nobody knows.
 */
public final class FindingTally {

  private static final int MOST = 20_000;
  private static final int ENTRY = 256;

  private final HeapShare room;
  private final Map<Finding, Long> counts = new HashMap<>();
  private boolean full;

  public FindingTally(HeapShare room) {
    this.room = room;
  }

  public void add(AuditedProtector row) {
    for (Finding finding : row.findings()) {
      boolean known = counts.containsKey(finding);
      if (known || (counts.size() < MOST && room.take(ENTRY + 2L * finding.found().length()))) {
        counts.merge(finding, 1L, Long::sum);
      } else {
        full = true;
      }
    }
  }

  /** How many rows have it. */
  public long of(Finding finding) {
    return full ? Long.MAX_VALUE : counts.getOrDefault(finding, 0L);
  }

  /** Refuses a report whose end tells fewer findings than its rows have. */
  public void requireTold(SiteReport report) throws MalformedInputException {
    if (full || report.summary().unlisted() > 0) {
      return;
    }
    Map<Finding, Long> rest = new HashMap<>(counts);
    for (LocatedFinding found : report.summary().all().toList()) {
      Long count = rest.remove(found.finding());
      if (count != null && count > found.count()) {
        throw notCounted(report);
      }
    }
    if (!rest.isEmpty()) {
      throw notCounted(report);
    }
  }

  private static MalformedInputException notCounted(SiteReport report) {
    return SiteFault.of(
        "report-not-whole",
        report.file().path(),
        "findings of protectors that its end does not count",
        "the report as Keyward wrote it");
  }
}
