package dev.keyward.audit.result;

import dev.keyward.finding.Severity;
import java.util.Map;

/**
 * How many protectors there were, and of what kind.
 *
 * @param protectors all entries that were examined, also those without a protector
 * @param standings how many of each standing; standings that nothing has are left out
 * @param worst how many have a finding of this severity and none graver; severities that nothing
 *     has are left out, and so is what has no finding
 */
public record AuditCounts(
    long protectors, Map<Standing, Long> standings, Map<Severity, Long> worst) {

  /** Copies the maps. */
  public AuditCounts {
    standings = Map.copyOf(standings);
    worst = Map.copyOf(worst);
  }

  /** How many have this standing. */
  public long of(Standing standing) {
    return standings.getOrDefault(standing, 0L);
  }

  /** How many have a finding of this severity and none graver. */
  public long worst(Severity severity) {
    return worst.getOrDefault(severity, 0L);
  }

  /** How many have no finding. */
  public long clean() {
    return protectors - worst.values().stream().mapToLong(Long::longValue).sum();
  }
}
