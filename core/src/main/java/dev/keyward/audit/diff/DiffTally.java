package dev.keyward.audit.diff;

import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.result.Party;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.internal.memory.HeapShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what changed. Bounded: what has no room is counted alone. */
final class DiffTally {

  private static final int MOST_KINDS = 10_000;
  private static final int ENTRY = 512;

  private final HeapShare room;
  private final Map<Change, Long> protectors = new EnumMap<>(Change.class);
  private final Map<Change, List<Place>> first = new EnumMap<>(Change.class);
  private final Map<State, Map<Severity, Long>> findings = new EnumMap<>(State.class);
  private final Map<Finding, Placed> appeared = new LinkedHashMap<>();
  private final Map<Finding, Placed> solved = new LinkedHashMap<>();
  private final Map<Sealed, Placed> turns = new LinkedHashMap<>();
  private final Map<DiffParty, long[]> guardians = new LinkedHashMap<>();
  private long ambiguousBefore;
  private long sets;
  private long standings;
  private long sealedAgain;
  private long sealedByOther;
  private long unlisted;

  /** How a set changed, and who sealed it. */
  private record Sealed(Turn turn, Optional<Party> sealer) {}

  /** How many, and the first of them. */
  private static final class Placed {
    private final List<Place> places = new ArrayList<>(1);
    private long count;
  }

  DiffTally(HeapShare room) {
    this.room = room;
  }

  /** Adds a protector of the later audit. */
  void add(ProtectorChange change) {
    Place place = change.protector().place();
    protectors.merge(change.change(), 1L, Long::sum);
    if (change.change() != Change.UNCHANGED) {
      list(change.change(), place);
    }
    change.appeared().forEach(finding -> found(State.NEW, finding, place));
    change.accepted().forEach(finding -> count(State.ACCEPTED, finding.severity(), 1));
    change.unchanged().forEach(finding -> count(State.UNCHANGED, finding.severity(), 1));
    change.solved().forEach(finding -> found(State.SOLVED, finding, place));
    change
        .before()
        .filter(before -> before.standing() != change.protector().standing())
        .ifPresent(before -> standings++);
    if (change.turn().isAny()) {
      sets++;
      turned(new Sealed(change.turn(), change.protector().sealer()), place);
    }
  }

  /** Adds one of the earlier audit that is gone or ambiguous. */
  void addEarlier(ProtectorChange change) {
    Place place = change.protector().place();
    if (change.change() == Change.GONE) {
      protectors.merge(Change.GONE, 1L, Long::sum);
      list(Change.GONE, place);
      change.protector().open().forEach(finding -> count(State.GONE, finding.severity(), 1));
    } else {
      ambiguousBefore++;
      change.solved().forEach(finding -> found(State.SOLVED, finding, place));
    }
  }

  /** The same set in another document. */
  void sealedAgain(boolean byOther) {
    sealedAgain++;
    sealedByOther += byOther ? 1 : 0;
  }

  /** Adds findings that are about no protector. */
  void beside(State state, LocatedFinding found) {
    count(state, found.finding().severity(), found.count());
    Map<Finding, Placed> kept = state == State.NEW ? appeared : solved;
    if (state != State.UNCHANGED) {
      placed(kept, found.finding(), found.count(), found.places());
    }
  }

  private void list(Change change, Place place) {
    List<Place> listed = first.computeIfAbsent(change, of -> new ArrayList<>());
    if (listed.size() < DiffSummary.MOST_LISTED && room.take(weight(place))) {
      listed.add(place);
    }
  }

  private void found(State state, Finding finding, Place place) {
    count(state, finding.severity(), 1);
    placed(state == State.NEW ? appeared : solved, finding, 1, List.of(place));
  }

  private void count(State state, Severity severity, long count) {
    findings
        .computeIfAbsent(state, of -> new EnumMap<>(Severity.class))
        .merge(severity, count, Long::sum);
  }

  private <K> void placed(Map<K, Placed> all, K kind, long count, List<Place> places) {
    Placed kept = all.get(kind);
    if (kept == null) {
      if (all.size() >= MOST_KINDS || !room.take(2L * ENTRY)) {
        unlisted += count;
        return;
      }
      kept = new Placed();
      all.put(kind, kept);
    }
    kept.count += count;
    for (Place place : places) {
      if (kept.places.size() < DiffSummary.MOST_LISTED && room.take(weight(place))) {
        kept.places.add(place);
      }
    }
  }

  private static long weight(Place place) {
    return ENTRY + 2L * (place.file().length() + place.vm().length());
  }

  private void turned(Sealed sealed, Place place) {
    placed(turns, sealed, 1, List.of(place));
    Turn turn = sealed.turn();
    turn.letIn().forEach(party -> guardian(party, 0));
    turn.takenOut().forEach(party -> guardian(party, 1));
    for (Turn.OtherKey each : turn.otherKeys()) {
      guardian(each.after(), 0);
      guardian(each.before(), 1);
    }
  }

  private void guardian(DiffParty party, int column) {
    long[] counts = guardians.get(party);
    if (counts == null) {
      if (guardians.size() >= MOST_KINDS || !room.take(ENTRY)) {
        unlisted++;
        return;
      }
      counts = new long[2];
      guardians.put(party, counts);
    }
    counts[column]++;
  }

  DiffCounts counts(DiffCounts.Matched matched) {
    return new DiffCounts(
        protectors,
        ambiguousBefore,
        sets,
        standings,
        sealedAgain,
        sealedByOther,
        matched,
        findings);
  }

  Map<Change, List<Place>> first() {
    return first;
  }

  List<DiffSummary.GuardianTurns> guardians() {
    Comparator<DiffSummary.GuardianTurns> often =
        Comparator.comparing(each -> each.letIn() + each.takenOut());
    return guardians.entrySet().stream()
        .map(
            each ->
                new DiffSummary.GuardianTurns(
                    each.getKey(), each.getValue()[0], each.getValue()[1]))
        .sorted(often.reversed())
        .toList();
  }

  List<DiffSummary.SetTurns> turns() {
    return turns.entrySet().stream()
        .map(
            each ->
                new DiffSummary.SetTurns(
                    each.getKey().turn(),
                    each.getKey().sealer(),
                    each.getValue().count,
                    each.getValue().places))
        .sorted(Comparator.comparing(DiffSummary.SetTurns::count).reversed())
        .toList();
  }

  List<LocatedFinding> appeared() {
    return located(appeared);
  }

  List<LocatedFinding> solved() {
    return located(solved);
  }

  private static List<LocatedFinding> located(Map<Finding, Placed> all) {
    Comparator<LocatedFinding> grave = Comparator.comparing(each -> each.finding().severity());
    Comparator<LocatedFinding> often = Comparator.comparing(LocatedFinding::count);
    return all.entrySet().stream()
        .map(
            each ->
                new LocatedFinding(each.getKey(), each.getValue().count, each.getValue().places))
        .sorted(grave.reversed().thenComparing(often.reversed()))
        .toList();
  }

  long unlisted() {
    return unlisted;
  }
}
