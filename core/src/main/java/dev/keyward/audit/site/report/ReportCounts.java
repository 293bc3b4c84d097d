package dev.keyward.audit.site.report;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Severity;
import dev.keyward.internal.json.JsonFields;
import java.util.EnumMap;
import java.util.Map;

/**
 * The headline numbers of a report.
 *
 * @param counts without what has no protector
 * @param clean how many have no finding
 * @param unlisted how many findings more there were than are listed
 */
record ReportCounts(AuditCounts counts, long clean, long unlisted) {

  private static final long MOST = 1L << 50;

  static final ReportCounts NONE = new ReportCounts(new AuditCounts(0, Map.of(), Map.of()), 0, 0);

  static ReportCounts of(JsonFields fields) throws MalformedInputException {
    long protectors = fields.number("protectors", MOST);
    Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    JsonFields numbers = fields.object("standings");
    for (Standing standing : Standing.values()) {
      // Reports of an older Keyward do not have every standing.
      if (numbers.has(standing.code())) {
        put(standings, standing, numbers.number(standing.code(), MOST));
      }
    }
    numbers.end();
    Map<Severity, Long> worst = new EnumMap<>(Severity.class);
    JsonFields graveness = fields.object("worst");
    for (Severity severity : Severity.values()) {
      put(worst, severity, graveness.number(severity.code(), MOST));
    }
    graveness.end();
    long clean = fields.number("clean", MOST);
    long unlisted = fields.number("unlisted", MOST);
    if (fields.has("copies")) {
      fields.number("copies", MOST);
    }
    fields.end();
    return new ReportCounts(new AuditCounts(protectors, standings, worst), clean, unlisted);
  }

  private static <K> void put(Map<K, Long> map, K key, long count) {
    if (count > 0) {
      map.put(key, count);
    }
  }

  /** Counts the rows of a report. */
  static final class Counter {
    private final Map<Standing, Long> standings = new EnumMap<>(Standing.class);
    private final Map<Severity, Long> worst = new EnumMap<>(Severity.class);
    private long protectors;

    void add(AuditedProtector row) {
      protectors++;
      standings.merge(row.standing(), 1L, Long::sum);
      row.worst().ifPresent(severity -> worst.merge(severity, 1L, Long::sum));
    }

    AuditCounts counts() {
      return new AuditCounts(protectors, standings, worst);
    }
  }
}
