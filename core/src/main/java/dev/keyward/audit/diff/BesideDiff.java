package dev.keyward.audit.diff;

import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.result.FindingFingerprint;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Compares the findings that are about no protector: by their places where both audits list all of
 * these, else by how many there are.
 */
final class BesideDiff {

  private static final Place NOWHERE = new Place("", OptionalInt.empty(), "");

  private final DiffTally tally;
  private final List<LocatedFinding> appeared = new ArrayList<>();
  private final List<LocatedFinding> solved = new ArrayList<>();

  /** What is the same finding in both audits. */
  private record Kind(String code, String severity, String what) {
    static Kind of(Finding finding) {
      return new Kind(
          finding.code().code(),
          finding.severity().code(),
          FindingFingerprint.of(NOWHERE, finding).what());
    }
  }

  BesideDiff(DiffTally tally) {
    this.tally = tally;
  }

  DiffSummary.Beside compare(List<LocatedFinding> before, List<LocatedFinding> after) {
    Map<Kind, LocatedFinding> earlier = byKind(before);
    Map<Kind, LocatedFinding> later = byKind(after);
    Set<Kind> done = new HashSet<>();
    for (LocatedFinding found : after) {
      Kind kind = Kind.of(found.finding());
      if (done.add(kind)) {
        LocatedFinding former = earlier.remove(kind);
        compare(former == null ? none(found) : former, later.getOrDefault(kind, found));
      }
    }
    for (LocatedFinding found : before) {
      LocatedFinding former = earlier.remove(Kind.of(found.finding()));
      if (former != null) {
        compare(former, none(former));
      }
    }
    return new DiffSummary.Beside(appeared, solved);
  }

  private static Map<Kind, LocatedFinding> byKind(List<LocatedFinding> all) {
    Map<Kind, LocatedFinding> kinds = new HashMap<>();
    all.forEach(found -> kinds.merge(Kind.of(found.finding()), found, BesideDiff::both));
    return kinds;
  }

  private static LocatedFinding none(LocatedFinding of) {
    return new LocatedFinding(of.finding(), 0, List.of());
  }

  private static LocatedFinding both(LocatedFinding one, LocatedFinding other) {
    List<Place> places = new ArrayList<>(one.places());
    places.addAll(other.places());
    return new LocatedFinding(one.finding(), one.count() + other.count(), places);
  }

  private void compare(LocatedFinding before, LocatedFinding after) {
    boolean whole = isWhole(before) && isWhole(after);
    List<Place> came = whole ? without(after.places(), before.places()) : List.of();
    List<Place> went = whole ? without(before.places(), after.places()) : List.of();
    long more = whole ? came.size() : Math.max(0, after.count() - before.count());
    long fewer = whole ? went.size() : Math.max(0, before.count() - after.count());
    add(State.NEW, new LocatedFinding(after.finding(), more, came), appeared);
    add(State.SOLVED, new LocatedFinding(before.finding(), fewer, went), solved);
    add(
        State.UNCHANGED,
        new LocatedFinding(after.finding(), after.count() - more, List.of()),
        new ArrayList<>());
  }

  private void add(State state, LocatedFinding found, List<LocatedFinding> list) {
    if (found.count() > 0) {
      tally.beside(state, found);
      list.add(found);
    }
  }

  private static boolean isWhole(LocatedFinding found) {
    return found.places().size() == found.count();
  }

  /** Those of VMs, or files, that the others do not have as often. */
  private static List<Place> without(List<Place> all, List<Place> others) {
    Map<String, Integer> left = new HashMap<>();
    others.forEach(place -> left.merge(FindingFingerprint.vm(place), 1, Integer::sum));
    List<Place> rest = new ArrayList<>();
    for (Place place : all) {
      String vm = FindingFingerprint.vm(place);
      int count = left.getOrDefault(vm, 0);
      if (count == 0) {
        rest.add(place);
      } else {
        left.put(vm, count - 1);
      }
    }
    return rest;
  }
}
