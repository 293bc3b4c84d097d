package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what changed between two audits, in a stream. A VM is found by its id, else by its name,
 * else by its path; a guardian is its signing key, whatever it is called. Each audit is read up to
 * three times. Of a protector about 140 bytes are held.
 */
public final class AuditDiff {

  private static final int ROWS_SHARE = 2;
  private static final int BOOK_SHARE = 8;

  private final DiffSide before;
  private final DiffSide after;
  private final HeapShare rowsRoom = HeapShare.of(ROWS_SHARE);
  private final HeapShare bookRoom = HeapShare.of(BOOK_SHARE);
  private final PartyNumbers numbers = new PartyNumbers(bookRoom);
  private final DiffTally tally = new DiffTally(HeapShare.of(BOOK_SHARE));

  /** From this audit to that one. */
  public AuditDiff(DiffSide before, DiffSide after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Compares them and hands on what changed. Once.
   *
   * @throws KeywardException where a report is none, is not whole, changes meanwhile or is too
   *     large; what was handed on before is worth nothing then
   * @throws IOException where an audit cannot be read, or the receiver does not take what it gets
   */
  public DiffSummary run(DiffReceiver receiver) throws KeywardException, IOException {
    DiffSide.End earlier = before.read(row -> {});
    Optional<VmRows> rows =
        after.inputs().map(inputs -> new VmRows(rowsRoom, new VmRows.Inputs(inputs)));
    DiffSide.End later =
        after.read(
            row -> {
              if (rows.isPresent()) {
                rows.get().add(row.place());
              }
            });
    // The later audit first: what it calls a party is shown.
    PartyNumbers.Side laterParties = numbers.side(later.parties());
    EarlierRows content = new EarlierRows(bookRoom, numbers.side(earlier.parties()));
    Matching matching = matching(earlier, content, rows.isPresent() ? rows.get() : rows(later));
    receiver.begin(earlier, later);
    Walk walk = new Walk(matching, content, laterParties, receiver);
    after.read(walk);
    walk.earlier();
    return finish(earlier, later, matching, receiver);
  }

  private Matching matching(DiffSide.End earlier, EarlierRows content, VmRows later)
      throws KeywardException, IOException {
    VmRows rows = new VmRows(rowsRoom, inputs(earlier));
    before.read(
        row -> {
          rows.add(row.place());
          content.add(row);
        });
    return Matching.of(rows, later);
  }

  private static VmRows.Inputs inputs(DiffSide.End end) {
    return new VmRows.Inputs(end.summary().inputs().stream().map(AuditInput::path).toList());
  }

  private VmRows rows(DiffSide.End later) throws KeywardException, IOException {
    VmRows rows = new VmRows(rowsRoom, inputs(later));
    after.read(row -> rows.add(row.place()));
    return rows;
  }

  private DiffSummary finish(
      DiffSide.End earlier, DiffSide.End later, Matching matching, DiffReceiver receiver)
      throws IOException {
    DiffSummary.Beside beside = new BesideDiff(tally).compare(earlier.beside(), later.beside());
    DiffCounts.Matched matched =
        new DiffCounts.Matched(
            matching.found(Matching.By.ID),
            matching.found(Matching.By.NAME),
            matching.found(Matching.By.PATH));
    DiffSummary summary =
        new DiffSummary(
            earlier,
            later,
            tally.counts(matched),
            tally.first(),
            tally.guardians(),
            tally.turns(),
            tally.appeared(),
            tally.solved(),
            beside,
            tally.unlisted(),
            omissions(earlier, later));
    receiver.finish(summary);
    return summary;
  }

  private static List<Omission> omissions(DiffSide.End earlier, DiffSide.End later) {
    List<Omission> omissions = new ArrayList<>();
    for (DiffSide.End each : List.of(earlier, later)) {
      long without = each.parties().stream().filter(party -> party.key().isEmpty()).count();
      if (without > 0) {
        omissions.add(
            new Omission(
                "whether a guardian of " + each.path() + " has only a new certificate",
                "the report has no digest of its key, as those of an older Keyward",
                without));
      }
      if (each.summary().unlisted() > 0) {
        omissions.add(
            new Omission(
                "findings of " + each.path() + " that are about no protector",
                "the audit had more kinds of findings than it could list",
                each.summary().unlisted()));
      }
    }
    return omissions;
  }

  /** The last reading, which hands on. */
  private final class Walk implements DiffSide.Rows {

    private final Matching matching;
    private final EarlierRows content;
    private final PartyNumbers.Side laterParties;
    private final DiffReceiver receiver;
    private final Turns turns = new Turns(numbers);

    /** How often a finding of ambiguous VMs is left of the earlier audit, by group. */
    private final Map<Integer, Map<Integer, Integer>> groups = new HashMap<>();

    private int row;

    Walk(
        Matching matching,
        EarlierRows content,
        PartyNumbers.Side laterParties,
        DiffReceiver receiver) {
      this.matching = matching;
      this.content = content;
      this.laterParties = laterParties;
      this.receiver = receiver;
      for (int number = 0; number < matching.sizeBefore(); number++) {
        int group = matching.ofBefore(number);
        if (Matching.isGroup(group)) {
          Map<Integer, Integer> left = groups.computeIfAbsent(group, of -> new HashMap<>());
          content.marks(number).forEach(mark -> left.merge(mark, 1, Integer::sum));
        }
      }
    }

    @Override
    public void protector(AuditedProtector protector) throws KeywardException, IOException {
      int partner = matching.ofAfter(row++);
      ProtectorChange change =
          partner >= 0
              ? both(protector, partner)
              : Matching.isGroup(partner)
                  ? found(protector, Change.AMBIGUOUS, groups.get(partner))
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
      content.marks(partner).forEach(mark -> left.merge(mark, 1, Integer::sum));
      ProtectorChange found = found(protector, Change.CHANGED, left);
      List<Finding> solved = new ArrayList<>();
      for (Integer mark : content.marks(partner)) {
        if (left.merge(mark, -1, Integer::sum) >= 0) {
          solved.add(content.finding(mark));
        }
      }
      Turn turn = turns.of(earlier, later);
      boolean same =
          !turn.isAny()
              && earlier.standing() == later.standing()
              && solved.isEmpty()
              && found.appeared().isEmpty();
      if (!turn.isAny() && earlier.hasDocument() && later.hasDocument()) {
        if (!earlier.isSameDocument(later)) {
          tally.sealedAgain(earlier.sealer() != later.sealer());
        }
      }
      return new ProtectorChange(
          protector,
          same ? Change.UNCHANGED : Change.CHANGED,
          Optional.of(content.before(partner)),
          turn,
          found.appeared(),
          found.lasting(),
          solved);
    }

    /** With the findings, told apart by what is left of the earlier audit. */
    private ProtectorChange found(
        AuditedProtector protector, Change change, Map<Integer, Integer> left)
        throws UnsupportedFormatException {
      List<Finding> appeared = new ArrayList<>();
      List<Finding> lasting = new ArrayList<>();
      for (Finding finding : protector.open()) {
        Optional<Integer> mark = content.number(Content.Mark.of(protector, finding, laterParties));
        boolean lasts = mark.isPresent() && left.getOrDefault(mark.get(), 0) > 0;
        if (lasts) {
          left.merge(mark.get(), -1, Integer::sum);
        }
        (lasts ? lasting : appeared).add(finding);
      }
      return new ProtectorChange(
          protector, change, Optional.empty(), Turn.NONE, appeared, lasting, List.of());
    }

    /** What is gone or ambiguous of the earlier audit; it is read only where there is any. */
    void earlier() throws KeywardException, IOException {
      if (!matching.isAnyBeforeLeft()) {
        return;
      }
      row = 0;
      before.read(
          protector -> {
            int number = row++;
            int partner = matching.ofBefore(number);
            if (partner < 0) {
              Change change = Matching.isGroup(partner) ? Change.AMBIGUOUS : Change.GONE;
              List<Finding> solved =
                  Matching.isGroup(partner) ? solved(number, groups.get(partner)) : List.of();
              ProtectorChange left =
                  new ProtectorChange(
                      protector, change, Optional.empty(), Turn.NONE, List.of(), List.of(), solved);
              tally.addEarlier(left);
              receiver.earlier(left);
            }
          });
    }

    private List<Finding> solved(int number, Map<Integer, Integer> left) {
      List<Finding> solved = new ArrayList<>();
      for (Integer mark : content.marks(number)) {
        if (left.merge(mark, -1, Integer::sum) >= 0) {
          solved.add(content.finding(mark));
        }
      }
      return solved;
    }
  }
}
