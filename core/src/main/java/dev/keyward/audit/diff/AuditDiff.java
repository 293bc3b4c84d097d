package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.Omission;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells what changed between two audits, in a stream. A VM is found by its id, else by its name,
 * else by its path. A guardian is known by its signing key under any name. Each audit is read up to
 * three times. It holds about 140 bytes for each protector.
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
    DiffWalk.Target target = new DiffWalk.Target(receiver, tally, numbers);
    DiffWalk walk = new DiffWalk(matching, content, laterParties, target);
    after.read(walk);
    walk.earlier(before);
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
}
