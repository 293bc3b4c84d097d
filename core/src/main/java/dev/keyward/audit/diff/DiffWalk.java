package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last reading, which hands on. */
final class DiffWalk implements DiffSide.Rows {

  private final Matching matching;
  private final EarlierRows content;
  private final PartyNumbers.Side laterParties;
  private final DiffReceiver receiver;
  private final DiffTally tally;
  private final Turns turns;

  /** How often a finding of ambiguous VMs is left of the earlier audit, by group. */
  private final Map<Integer, Map<Integer, Integer>> groups = new HashMap<>();

  private int row;

  /** Where it all goes, and the numbers of the parties. */
  record Target(DiffReceiver receiver, DiffTally tally, PartyNumbers numbers) {}

  DiffWalk(Matching matching, EarlierRows content, PartyNumbers.Side laterParties, Target target) {
    this.matching = matching;
    this.content = content;
    this.laterParties = laterParties;
    this.receiver = target.receiver();
    this.tally = target.tally();
    this.turns = new Turns(target.numbers());
    for (int number = 0; number < matching.sizeBefore(); number++) {
      int group = matching.ofBefore(number);
      if (Matching.isGroup(group)) {
        count(number, left(group));
      }
    }
  }

  /** Adds the findings of an earlier row to what is left. */
  private void count(int row, Map<Integer, Integer> left) {
    content.marks(row).forEach(mark -> left.merge(mark, 1, Integer::sum));
  }

  private Map<Integer, Integer> left(int group) {
    return groups.computeIfAbsent(group, of -> new HashMap<>());
  }

  @Override
  public void protector(AuditedProtector protector) throws KeywardException, IOException {
    int partner = matching.ofAfter(row++);
    ProtectorChange change =
        partner >= 0
            ? both(protector, partner)
            : Matching.isGroup(partner)
                ? found(protector, Change.AMBIGUOUS, left(partner))
                : found(protector, Change.NEW, new HashMap<>());
    tally.add(change);
    receiver.protector(change);
  }

  @Override
  public void copy(AuditedProtector copy) throws IOException {
    receiver.copy(copy);
  }

  @Override
  public void other(Place place, Finding finding) throws IOException {
    receiver.other(place, finding);
  }

  private ProtectorChange both(AuditedProtector protector, int partner)
      throws UnsupportedFormatException {
    Content earlier = content.content(partner);
    Content later = Content.of(protector, laterParties);
    Map<Integer, Integer> left = new HashMap<>();
    count(partner, left);
    ProtectorChange found = found(protector, Change.CHANGED, left);
    List<Finding> solved = solved(partner, left);
    Turn turn = turns.of(earlier, later);
    boolean same =
        !turn.isAny()
            && earlier.standing() == later.standing()
            && solved.isEmpty()
            && found.appeared().isEmpty()
            && found.accepted().isEmpty();
    if (!turn.isAny()
        && earlier.hasDocument()
        && later.hasDocument()
        && !earlier.isSameDocument(later)) {
      tally.sealedAgain(earlier.sealer() != later.sealer());
    }
    return new ProtectorChange(
        protector,
        same ? Change.UNCHANGED : Change.CHANGED,
        Optional.of(content.before(partner)),
        turn,
        found.appeared(),
        found.accepted(),
        found.lasting(),
        solved);
  }

  /** With the findings, told apart by what is left of the earlier audit. */
  private ProtectorChange found(
      AuditedProtector protector, Change change, Map<Integer, Integer> left)
      throws UnsupportedFormatException {
    List<Finding> appeared = new ArrayList<>();
    List<Finding> accepted = new ArrayList<>();
    List<Finding> lasting = new ArrayList<>();
    for (Finding finding : protector.findings()) {
      Content.Mark mark = Content.Mark.of(protector, finding, laterParties);
      if (taken(mark, left)) {
        lasting.add(finding);
      } else {
        // What was accepted until now counts as new, and what is accepted now as neither.
        taken(mark.otherwise(), left);
        (finding.isAccepted() ? accepted : appeared).add(finding);
      }
    }
    return new ProtectorChange(
        protector, change, Optional.empty(), Turn.NONE, appeared, accepted, lasting, List.of());
  }

  /** Takes a finding from what is left of the earlier audit, if it is there. */
  private boolean taken(Content.Mark mark, Map<Integer, Integer> left) {
    Optional<Integer> number = content.number(mark);
    boolean there = number.isPresent() && left.getOrDefault(number.get(), 0) > 0;
    if (there) {
      left.merge(number.get(), -1, Integer::sum);
    }
    return there;
  }

  /** What is gone or ambiguous of the earlier audit; it is read only where there is any. */
  void earlier(DiffSide before) throws KeywardException, IOException {
    if (!matching.isAnyBeforeLeft()) {
      return;
    }
    row = 0;
    before.read(
        protector -> {
          int number = row++;
          int partner = matching.ofBefore(number);
          if (partner < 0) {
            ProtectorChange change = withoutPartner(protector, number, partner);
            tally.addEarlier(change);
            receiver.earlier(change);
          }
        });
  }

  /** A gone protector, whose findings count as gone with it, or one of an ambiguous group. */
  private ProtectorChange withoutPartner(AuditedProtector protector, int number, int group) {
    boolean ambiguous = Matching.isGroup(group);
    return new ProtectorChange(
        protector,
        ambiguous ? Change.AMBIGUOUS : Change.GONE,
        Optional.empty(),
        Turn.NONE,
        List.of(),
        List.of(),
        List.of(),
        ambiguous ? solved(number, left(group)) : List.of());
  }

  /**
   * The findings of an earlier row that are left, which this takes away. One that the policy
   * accepted did not count then, so it is not solved now.
   */
  private List<Finding> solved(int number, Map<Integer, Integer> left) {
    List<Finding> solved = new ArrayList<>();
    for (Integer mark : content.marks(number)) {
      boolean isLeft = left.merge(mark, -1, Integer::sum) >= 0;
      if (isLeft && !content.finding(mark).isAccepted()) {
        solved.add(content.finding(mark));
      }
    }
    return solved;
  }
}
