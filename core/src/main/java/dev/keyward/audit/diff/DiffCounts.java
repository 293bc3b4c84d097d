package dev.keyward.audit.diff;

import dev.keyward.finding.Severity;
import java.util.EnumMap;
import java.util.Map;

/**
 * The headline numbers.
 *
 * @param protectors how many there are of each kind; {@link Change#AMBIGUOUS} counts those of the
 *     later audit
 * @param ambiguousBefore how many of the earlier audit are ambiguous
 * @param sets how many have another guardian set
 * @param standings how many have another standing
 * @param sealedAgain how many have another document, and the same guardian set
 * @param sealedByOther how many of these somebody else sealed than before
 * @param matched how many VMs were found by their id, name and path
 * @param findings how many findings there are of each state and severity
 */
public record DiffCounts(
    Map<Change, Long> protectors,
    long ambiguousBefore,
    long sets,
    long standings,
    long sealedAgain,
    long sealedByOther,
    Matched matched,
    Map<State, Map<Severity, Long>> findings) {

  /** What became of a finding. */
  public enum State {
    /** It is in the later audit only. */
    NEW,
    /** The policy accepts it now and did not accept it before. */
    ACCEPTED,
    /** It is in both. */
    UNCHANGED,
    /** It is in the earlier audit only, and its protector is in both. */
    SOLVED,
    /** It is in the earlier audit only, as its protector is. */
    GONE
  }

  /** How VMs were found. */
  public record Matched(long id, long name, long path) {}

  /** Copies the maps. */
  public DiffCounts {
    protectors = Map.copyOf(protectors);
    Map<State, Map<Severity, Long>> copy = new EnumMap<>(State.class);
    findings.forEach((state, counts) -> copy.put(state, Map.copyOf(counts)));
    findings = Map.copyOf(copy);
  }

  /** How many protectors. */
  public long of(Change change) {
    return protectors.getOrDefault(change, 0L);
  }

  /** How many findings. */
  public long of(State state, Severity severity) {
    return findings.getOrDefault(state, Map.of()).getOrDefault(severity, 0L);
  }

  /** How many findings of any severity. */
  public long of(State state) {
    return findings.getOrDefault(state, Map.of()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
