package dev.keyward.audit.result;

import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The results of an audit for all protectors together.
 *
 * @param basis the basis of the audit
 * @param inputs what was read, in the order it was named
 * @param counts the headline numbers
 * @param sets the guardian sets of valid protectors, the most frequent first; what is not valid
 *     counts as {@link GuardianSet#NOBODY}
 * @param findings the findings that count, the most severe first, then the most frequent first
 * @param parties everybody who can open a valid protector, known ones first
 * @param algorithms the URIs that valid protectors use
 * @param omissions the checks that were not made
 * @param others the files that are no protectors, by kind
 * @param copies the files that hold a VM once more
 * @param worstBeside the gravest finding that no protector has: of files that may not lie there,
 *     and of rules that fit nothing; empty where there is none
 * @param unlisted how many findings more there were than could be kept apart; they are counted in
 *     {@code counts} and written to streamed reports
 * @param longer what people read in the place of the start of a key's digest that several keys of
 *     the report share, by that start, both in brackets; nearly always empty
 * @param accepted the findings that the policy accepts, in the same order
 */
public record AuditSummary(
    AuditBasis basis,
    List<AuditInput> inputs,
    AuditCounts counts,
    List<SetCount> sets,
    List<LocatedFinding> findings,
    List<PartyCount> parties,
    Set<String> algorithms,
    List<Omission> omissions,
    List<OtherCount> others,
    Copies copies,
    Optional<Severity> worstBeside,
    long unlisted,
    Map<String, String> longer,
    List<LocatedFinding> accepted) {

  /** The most names that are kept of what has one set or one finding. */
  public static final int MOST_LISTED = 100;

  /** Copies the lists. */
  public AuditSummary {
    Objects.requireNonNull(basis, "basis");
    inputs = List.copyOf(inputs);
    Objects.requireNonNull(counts, "counts");
    sets = List.copyOf(sets);
    findings = List.copyOf(findings);
    parties = List.copyOf(parties);
    algorithms = Set.copyOf(algorithms);
    omissions = List.copyOf(omissions);
    others = List.copyOf(others);
    Objects.requireNonNull(copies, "copies");
    Objects.requireNonNull(worstBeside, "worstBeside");
    longer = Map.copyOf(longer);
    accepted = List.copyOf(accepted);
  }

  /** All findings, those that count first. */
  public Stream<LocatedFinding> all() {
    return Stream.concat(findings.stream(), accepted.stream());
  }

  /** The findings for people: no two keys have the same digits there. */
  public List<LocatedFinding> distinctFindings() {
    return distinct(findings);
  }

  /** The accepted findings for people, likewise. */
  public List<LocatedFinding> distinctAccepted() {
    return distinct(accepted);
  }

  private List<LocatedFinding> distinct(List<LocatedFinding> located) {
    return longer.isEmpty()
        ? located
        : located.stream().map(each -> each.of(each.finding().reworded(longer))).toList();
  }

  /** The sets for people, likewise. */
  public List<SetCount> distinctSets() {
    return longer.isEmpty() ? sets : sets.stream().map(this::distinct).toList();
  }

  private SetCount distinct(SetCount count) {
    return new SetCount(distinct(count.set()), count.count(), count.vms());
  }

  /** A set for people, likewise. */
  public GuardianSet distinct(GuardianSet set) {
    return new GuardianSet(
        set.owner().map(this::distinct), set.guardians().stream().map(this::distinct).toList());
  }

  /** A party for people, likewise. */
  public Party distinct(Party party) {
    return party
        .digits()
        .map(digits -> longer.get(Party.mark(digits)))
        .map(more -> party.withDigits(more.substring(1, more.length() - 1)))
        .orElse(party);
  }

  /**
   * The most severe finding that counts, of protectors and of other files; empty if there is none.
   */
  public Optional<Severity> worst() {
    return Stream.concat(counts.worst().keySet().stream(), worstBeside.stream())
        .max(Comparator.naturalOrder());
  }
}
