package dev.keyward.audit.diff;

import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What changed between two audits, together.
 *
 * @param before the earlier audit
 * @param after the later audit
 * @param counts the headline numbers
 * @param first the first protectors of each kind, at most {@link #MOST_LISTED}
 * @param guardians who was let in or taken out, the most frequent first
 * @param turns the ways in which guardian sets changed, the most frequent first
 * @param appeared the new findings, the gravest first
 * @param solved the findings that are solved, the gravest first
 * @param beside the new and solved findings that are about no protector; they are in the other two
 *     lists, too
 * @param unlisted how many findings and ways more there were than could be kept
 * @param omissions what could not be compared
 */
public record DiffSummary(
    DiffSide.End before,
    DiffSide.End after,
    DiffCounts counts,
    Map<Change, List<Place>> first,
    List<GuardianTurns> guardians,
    List<SetTurns> turns,
    List<LocatedFinding> appeared,
    List<LocatedFinding> solved,
    Beside beside,
    long unlisted,
    List<Omission> omissions) {

  /** The most protectors that are named of a kind. */
  public static final int MOST_LISTED = 100;

  /** How often a guardian was let in and taken out. */
  public record GuardianTurns(DiffParty guardian, long letIn, long takenOut) {}

  /**
   * Protectors whose sets changed in the same way.
   *
   * @param turn how they changed
   * @param sealer who sealed them in the later audit
   * @param count how many there are
   * @param places the first of them
   */
  public record SetTurns(Turn turn, Optional<Party> sealer, long count, List<Place> places) {}

  /** Findings about no protector. */
  public record Beside(List<LocatedFinding> appeared, List<LocatedFinding> solved) {

    /** Copies the lists. */
    public Beside {
      appeared = List.copyOf(appeared);
      solved = List.copyOf(solved);
    }
  }

  /** Copies the lists. */
  public DiffSummary {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(counts, "counts");
    first = Map.copyOf(first);
    guardians = List.copyOf(guardians);
    turns = List.copyOf(turns);
    appeared = List.copyOf(appeared);
    solved = List.copyOf(solved);
    Objects.requireNonNull(beside, "beside");
    omissions = List.copyOf(omissions);
  }

  /** Whether there is a new finding of this severity, or a graver one. */
  public boolean hasNew(Severity least) {
    for (Severity severity : Severity.values()) {
      if (severity.compareTo(least) >= 0 && counts.of(DiffCounts.State.NEW, severity) > 0) {
        return true;
      }
    }
    return false;
  }
}
