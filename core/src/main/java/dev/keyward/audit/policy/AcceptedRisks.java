package dev.keyward.audit.policy;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The accepted risks of a policy on the day of an audit. It remembers which of them accept
 * anything. Not for several threads.
 */
public final class AcceptedRisks {

  private final LocalDate today;
  private final Map<FindingCode, Index> byCode = new HashMap<>();
  private final List<Entry> all = new ArrayList<>();

  /** One risk at one of its places. */
  private static final class Entry {
    private final AcceptedRisk risk;
    private final PlacePattern place;
    private boolean used;

    Entry(AcceptedRisk risk, String place) {
      this.risk = risk;
      this.place = PlacePattern.of(place);
    }
  }

  /** Those of one kind; places without wildcards are looked up, so that many cost no time. */
  private static final class Index {
    private final Map<String, List<Entry>> exact = new HashMap<>();
    private final List<Entry> patterns = new ArrayList<>();

    void add(Entry entry) {
      if (entry.place.isExact()) {
        exact.computeIfAbsent(entry.place.toString(), text -> new ArrayList<>(1)).add(entry);
      } else {
        patterns.add(entry);
      }
    }

    List<Entry> at(Place place) {
      return Stream.concat(
              exact.getOrDefault(PlacePattern.exactly(place), List.of()).stream(),
              patterns.stream())
          .filter(entry -> entry.place.matches(place))
          .toList();
    }
  }

  /** All of them, judged at that moment. */
  public AcceptedRisks(List<AcceptedRisk> risks, Instant clock) {
    today = clock.atZone(ZoneOffset.UTC).toLocalDate();
    for (AcceptedRisk risk : risks) {
      for (String place : risk.places()) {
        Entry entry = new Entry(risk, place);
        all.add(entry);
        byCode.computeIfAbsent(risk.finding(), code -> new Index()).add(entry);
      }
    }
  }

  /** None, as without a policy. */
  public static AcceptedRisks none() {
    return new AcceptedRisks(List.of(), Instant.EPOCH);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * The same finding, with the decision about it if there is one. One that holds is taken before
   * one that has ended, and the latest of several.
   *
   * @param isMeant whether the risk is about the keys that the finding is about
   */
  public Finding decided(Place place, Finding finding, Predicate<AcceptedRisk> isMeant) {
    Index index = byCode.get(finding.code());
    if (index == null) {
      return finding;
    }
    Optional<Acceptance> best = Optional.empty();
    for (Entry entry : index.at(place)) {
      if (isMeant.test(entry.risk)) {
        entry.used = true;
        AcceptedRisk.Decision decision = entry.risk.decision();
        if (best.isEmpty() || decision.until().isAfter(best.get().until())) {
          boolean inForce = !today.isAfter(decision.until());
          best =
              Optional.of(
                  new Acceptance(decision.reason(), decision.by(), decision.until(), inForce));
        }
      }
    }
    return best.map(finding::accepted).orElse(finding);
  }

  /** What is to be said of places where nothing was accepted. */
  public List<Finding> unused() {
    return all.stream().filter(entry -> !entry.used).map(AcceptedRisks::unused).toList();
  }

  private static Finding unused(Entry entry) {
    return Finding.of(
        AuditFindingCode.ACCEPTED_UNUSED,
        "line "
            + entry.risk.line()
            + ", column "
            + entry.risk.column()
            + ": no finding "
            + entry.risk.finding().code()
            + " at "
            + entry.place
            + (entry.risk.keys().isEmpty() ? "" : " by these keys"),
        Remedy.noCommand("correct the place in the policy, or take it out"));
  }
}
