package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Findings;
import dev.keyward.audit.judge.Traces;
import dev.keyward.audit.policy.AcceptedRisks;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Takes examined protectors in the order of the input, compares each with those before it, hands it
 * on and adds it up. Memory is bounded: what can be of endless variety is kept apart up to {@link
 * #MOST_KINDS} and a sixth of the memory, and only counted beyond.
 */
final class AuditLedger {

  private static final int MOST_KINDS = 10_000;
  private static final int SHARE = 6;
  private static final int PRINTS_SHARE = 64;

  private final AuditReceiver receiver;
  private final HeapShare room;
  private final SeenPlaces places = new SeenPlaces();
  private final FirstSeen seen = new FirstSeen(places);
  private final PrintsSeen prints = new PrintsSeen(HeapShare.of(PRINTS_SHARE));
  private final BorrowedSignatures borrowed = new BorrowedSignatures();
  private final SeenMachines machines;
  private final CopyTally copies;
  private final Map<Standing, Long> standings = new EnumMap<>(Standing.class);
  private final Map<Severity, Long> worst = new EnumMap<>(Severity.class);
  private final Map<GuardianSet, Tally<String>> sets = new LinkedHashMap<>();
  private final Map<Finding, Tally<Place>> findings = new LinkedHashMap<>();
  private final Map<Party, PartyTally> parties = new LinkedHashMap<>();
  private final Set<String> algorithms = new TreeSet<>();
  private Optional<LookAlikes> looks = Optional.empty();
  private Decisions decisions = new Decisions(AcceptedRisks.none());
  private Optional<Severity> worstBeside = Optional.empty();
  private long protectors;
  private long unlisted;

  /** How many, and the first of them. */
  private static final class Tally<T> {
    private final List<T> first = new ArrayList<>(1);
    private long count;

    void add(T one, long bytes, HeapShare room) {
      count++;
      if (first.size() < AuditSummary.MOST_LISTED && room.take(bytes)) {
        first.add(one);
      }
    }
  }

  AuditLedger(AuditReceiver receiver) {
    this(receiver, HeapShare.of(SHARE));
  }

  /** With so much room for what is kept apart. */
  AuditLedger(AuditReceiver receiver, HeapShare room) {
    this.receiver = receiver;
    this.room = room;
    this.machines = new SeenMachines(room);
    this.copies = new CopyTally(room);
  }

  /** Finds names that look alike, too. */
  void comparing(Skeletons skeletons) {
    looks = Optional.of(new LookAlikes(places, skeletons));
  }

  /** Holds findings against accepted risks, too. */
  void accepting(AcceptedRisks risks) {
    decisions = new Decisions(risks);
  }

  /** Adds a protector; false where it is a VM's copy of one that was added before. */
  boolean add(Examined alone) throws IOException {
    Optional<AuditedProtector> noted = machines.note(alone.result());
    if (noted.isEmpty()) {
      copies.add(alone.result());
      receiver.copy(alone.result());
      return false;
    }
    count(prints.distinct(borrowed.compared(alone.as(noted.get()))));
    return true;
  }

  private void count(Examined examined) throws IOException {
    AuditedProtector result = decisions.of(compared(examined), examined);
    protectors++;
    standings.merge(result.standing(), 1L, Long::sum);
    result.worst().ifPresent(severity -> worst.merge(severity, 1L, Long::sum));
    GuardianSet proved = result.standing() == Standing.VALID ? result.set() : GuardianSet.NOBODY;
    Place place = result.place();
    tally(sets, proved, LedgerWeights::of)
        .ifPresent(tally -> tally.add(place.vm(), LedgerWeights.of(place.vm()), room));
    result.findings().forEach(finding -> keep(place, finding));
    examined.certificates().forEach(this::count);
    if (result.standing() == Standing.VALID) {
      examined.algorithms().forEach(this::use);
      result
          .sealer()
          .filter(sealer -> !result.set().owner().equals(Optional.of(sealer)))
          .map(parties::get)
          .ifPresent(PartyTally::seals);
    }
    receiver.protector(result);
  }

  private void use(String algorithm) {
    if (algorithms.size() < MOST_KINDS
        && !algorithms.contains(algorithm)
        && room.take(LedgerWeights.of(algorithm))) {
      algorithms.add(algorithm);
    }
  }

  /** A file of another kind, where none may be: it is found and counts as no protector. */
  void other(Place place, OtherKind kind) throws IOException {
    beside(place, Findings.otherFile(kind));
  }

  /** What is found beside the protectors. */
  void beside(Place place, Finding found) throws IOException {
    Finding finding = decisions.beside(place, found);
    keep(place, finding);
    boolean graver = worstBeside.isEmpty() || finding.severity().compareTo(worstBeside.get()) > 0;
    if (graver && !finding.isAccepted()) {
      worstBeside = Optional.of(finding.severity());
    }
    receiver.other(place, finding);
  }

  /** Says which accepted risks accept nothing; after everything else. */
  void unusedRisks(Place policy) throws IOException {
    for (Finding unused : decisions.unused()) {
      beside(policy, unused);
    }
  }

  /** Says what the end of the input tells of protectors that were handed on before. */
  void late() throws IOException {
    for (BorrowedSignatures.Late each : borrowed.late()) {
      beside(each.place(), each.finding());
    }
  }

  private void keep(Place place, Finding finding) {
    Optional<Tally<Place>> tally = tally(findings, finding, LedgerWeights::of);
    tally.ifPresent(kept -> kept.add(place, LedgerWeights.of(place), room));
    unlisted += tally.isPresent() ? 0 : 1;
  }

  private <K, T> Optional<Tally<T>> tally(
      Map<K, Tally<T>> tallies, K kind, ToLongFunction<K> weight) {
    Tally<T> known = tallies.get(kind);
    if (known == null && tallies.size() < MOST_KINDS && room.take(weight.applyAsLong(kind))) {
      known = new Tally<>();
      tallies.put(kind, known);
    }
    return Optional.ofNullable(known);
  }

  private void count(Examined.Carried carried) {
    PartyTally tally = parties.get(carried.party());
    if (tally == null) {
      if (parties.size() >= MOST_KINDS || !room.take(LedgerWeights.of(carried.party()))) {
        return;
      }
      tally = new PartyTally();
      parties.put(carried.party(), tally);
    }
    tally.carry(carried, room);
  }

  /** The same protector in one VM is no finding, where ids tell that it is one. */
  private AuditedProtector compared(Examined examined) {
    AuditedProtector result = examined.result();
    // Of what is not valid nothing is kept: anybody can make as much of it as he likes.
    Optional<Traces> traces = examined.traces().filter(some -> result.standing() == Standing.VALID);
    SeenPlaces.Here here = places.here(traces.map(Traces::document).orElse(0), result.place());
    List<Finding> findings = new ArrayList<>(result.findings());
    traces
        .flatMap(some -> seen.note(some, here))
        .map(first -> Findings.copy(first.vm(), first.document(), first.sameName()))
        .ifPresent(findings::add);
    looks.ifPresent(some -> findings.addAll(some.of(examined, here)));
    if (findings.size() == result.findings().size()) {
      return result;
    }
    findings.sort(Comparator.comparing(finding -> finding.code().ordinal()));
    return result.with(findings);
  }

  /** All of it, after the last one. */
  AuditSummary summary(
      AuditBasis basis, List<AuditInput> inputs, Omissions omissions, List<OtherCount> others) {
    AuditCounts counts = new AuditCounts(protectors, standings, worst);
    return new AuditSummary(
        basis,
        inputs,
        counts,
        sets.entrySet().stream()
            .map(entry -> count(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(SetCount::count).reversed())
            .toList(),
        located(false),
        parties.entrySet().stream()
            .map(entry -> entry.getValue().of(entry.getKey()))
            .sorted(Comparator.comparing(PartyCount::party))
            .toList(),
        algorithms,
        omissions.all(counts, borrowed.left(), looks.map(LookAlikes::left).orElse(0L)),
        others,
        copies.copies(),
        worstBeside,
        unlisted,
        prints.longer(),
        located(true));
  }

  private List<LocatedFinding> located(boolean accepted) {
    return findings.entrySet().stream()
        .filter(entry -> entry.getKey().isAccepted() == accepted)
        .map(entry -> count(entry.getKey(), entry.getValue()))
        .sorted(gravestFirst())
        .toList();
  }

  private static Comparator<LocatedFinding> gravestFirst() {
    Comparator<LocatedFinding> grave = Comparator.comparing(count -> count.finding().severity());
    Comparator<LocatedFinding> code =
        Comparator.comparing(count -> count.finding().code().ordinal());
    Comparator<LocatedFinding> often = Comparator.comparing(LocatedFinding::count);
    return grave.reversed().thenComparing(often.reversed()).thenComparing(code);
  }

  private static SetCount count(GuardianSet set, Tally<String> tally) {
    return new SetCount(set, tally.count, tally.first);
  }

  private static LocatedFinding count(Finding finding, Tally<Place> tally) {
    return new LocatedFinding(finding, tally.count, tally.first);
  }
}
