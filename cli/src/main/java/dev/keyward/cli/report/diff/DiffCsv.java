package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.DiffParty;
import dev.keyward.audit.diff.DiffReceiver;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.result.Party;
import dev.keyward.cli.report.CsvTable;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.audit.rows.CsvColumn;
import dev.keyward.cli.report.audit.rows.CsvRow;
import dev.keyward.cli.report.change.TurnWords;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changed as a table: a row for each protector that is new, gone, changed or ambiguous, and
 * one for each finding that is new, solved or gone with its protector. What the audits rested on is
 * in {@link DiffBasis}.
 */
public final class DiffCsv implements DiffReceiver {

  private static final Set<CsvColumn> COLUMNS = columns();
  private static final String FINDING = "-finding";

  private final CsvTable table;

  private static Set<CsvColumn> columns() {
    Set<CsvColumn> columns =
        EnumSet.complementOf(
            EnumSet.of(CsvColumn.SITE, CsvColumn.MEND, CsvColumn.COMMAND, CsvColumn.WHY));
    columns.removeAll(CsvColumn.OF_CERTIFICATES);
    return columns;
  }

  /** Writes the head at once. */
  DiffCsv(OutputStream out, ReportContext context) throws IOException {
    this.table =
        new CsvTable(
            out, COLUMNS.stream().map(CsvColumn::head).toList(), context.style().separator());
  }

  @Override
  public void protector(ProtectorChange change) throws IOException {
    if (change.change() != Change.UNCHANGED) {
      changed(change);
      for (Finding finding : change.appeared()) {
        write(found(change, State.NEW, finding));
      }
      for (Finding finding : change.accepted()) {
        write(found(change, State.ACCEPTED, finding));
      }
      solved(change, this::write);
    }
  }

  @Override
  public void earlier(ProtectorChange change) throws IOException {
    changed(change);
    solved(change, this::write);
  }

  /** A row for the protector itself; where only findings changed, these say so. */
  private void changed(ProtectorChange change) throws IOException {
    boolean standing =
        change
            .before()
            .filter(before -> before.standing() != change.protector().standing())
            .isPresent();
    if (change.change() != Change.CHANGED || change.turn().isAny() || standing) {
      write(of(change, what(change), CsvRow.WITHOUT_FINDING));
    }
  }

  /** What became of a protector. */
  static String what(ProtectorChange change) {
    return change.change().code() + "-protector";
  }

  /** What became of a finding of the later audit. */
  static String what(ProtectorChange change, Finding finding) {
    State state =
        change.appeared().contains(finding)
            ? State.NEW
            : change.accepted().contains(finding) ? State.ACCEPTED : State.UNCHANGED;
    return DiffAnswer.code(state) + FINDING;
  }

  /** Writes the findings that are solved, or gone with their protector. */
  static void solved(ProtectorChange change, CsvRow.Rows out) throws IOException {
    for (Finding finding : change.solved()) {
      out.write(found(change, State.SOLVED, finding));
    }
    if (change.change() == Change.GONE) {
      for (Finding finding : change.protector().open()) {
        out.write(found(change, State.GONE, finding));
      }
    }
  }

  private static CsvRow found(ProtectorChange change, State state, Finding finding) {
    return of(change, DiffAnswer.code(state) + FINDING, finding.severity().code()).found(finding);
  }

  /** A row with what the protector was and how its set changed. */
  static CsvRow of(ProtectorChange change, String what, String severity) {
    CsvRow row = CsvRow.of(change.protector(), severity).set(CsvColumn.CHANGE, what);
    row.set(CsvColumn.LET_IN, labels(change.turn().letIn()));
    row.set(CsvColumn.TAKEN_OUT, labels(change.turn().takenOut()));
    row.set(
        CsvColumn.OTHER_KEYS,
        change.turn().otherKeys().stream()
            .map(
                each -> TurnWords.withKey(each.before()) + " to " + TurnWords.withKey(each.after()))
            .collect(Collectors.joining(", ")));
    change
        .before()
        .ifPresent(
            before -> {
              row.set(CsvColumn.STANDING_BEFORE, before.standing().code());
              row.set(CsvColumn.OWNER_BEFORE, before.set().owner().map(Party::label).orElse(""));
              row.set(
                  CsvColumn.GUARDIANS_BEFORE,
                  before.set().guardians().stream()
                      .map(Party::label)
                      .collect(Collectors.joining(", ")));
              row.set(CsvColumn.SEALED_BY_BEFORE, before.sealer().map(Party::label).orElse(""));
            });
    return row;
  }

  private static String labels(List<DiffParty> parties) {
    return parties.stream().map(each -> each.party().label()).collect(Collectors.joining(", "));
  }

  @Override
  public void finish(DiffSummary summary) throws IOException {
    beside(summary, this::write);
    table.flush();
  }

  private static void beside(DiffSummary summary, CsvRow.Rows out) throws IOException {
    for (LocatedFinding each : summary.beside().appeared()) {
      beside(State.NEW, each, out);
    }
    for (LocatedFinding each : summary.beside().solved()) {
      beside(State.SOLVED, each, out);
    }
  }

  /** Writes a finding about no protector. */
  static void beside(State state, LocatedFinding found, CsvRow.Rows out) throws IOException {
    String change = DiffAnswer.code(state) + FINDING;
    String severity = found.finding().severity().code();
    for (Place place : found.places()) {
      out.write(CsvRow.of(place, severity).found(found.finding()).set(CsvColumn.CHANGE, change));
    }
    if (found.places().isEmpty()) {
      out.write(CsvRow.of(severity).found(found.finding()).set(CsvColumn.CHANGE, change));
    }
  }

  private void write(CsvRow row) throws IOException {
    table.row(row.cells(COLUMNS));
  }
}
