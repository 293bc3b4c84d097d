package dev.keyward.cli.report.audit.rows;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.rows.MatrixRow.Cell;
import dev.keyward.cli.report.audit.rows.MatrixRow.Mark;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns what was kept of a protector into a row of the table. */
final class MatrixCells {

  private static final int MOST_OTHERS = 4;
  private static final int MOST_IN_OTHER = 40;

  private final Map<Integer, Integer> columns = new HashMap<>();
  private final int count;
  private final String[] labels;

  MatrixCells(AuditSummary summary, MatrixRows rows, List<MatrixView.Column> columns) {
    this.count = columns.size();
    for (int i = 0; i < count; i++) {
      this.columns.put(columns.get(i).number(), i);
    }
    this.labels = rows.labels(summary);
  }

  MatrixRow row(MatrixRows.Row row) {
    Map<Integer, Mark> marks = marks(row);
    Mark[] cells = new Mark[count];
    Arrays.fill(cells, Mark.NONE);
    List<Map.Entry<Integer, Mark>> others = new ArrayList<>();
    marks.forEach(
        (party, mark) -> {
          Integer column = columns.get(party);
          if (column == null) {
            others.add(Map.entry(party, mark));
          } else {
            cells[column] = mark;
          }
        });
    return new MatrixRow(
        row.vm(),
        row.file(),
        row.standing().code(),
        row.standing().words(),
        row.standing() == Standing.VALID,
        row.worst().map(Severity::code).orElse("fine"),
        word(row),
        row.codes().stream().map(FindingCode::code).collect(Collectors.joining(" ")),
        row.set(),
        marks.keySet().stream().map(String::valueOf).collect(Collectors.joining(" ")),
        row.machine().map(MatrixCells::machine),
        row.machine().map(MatrixCells::words),
        runs(cells),
        rest(others, row.unnamed()));
  }

  private static String machine(MatrixRows.Machine machine) {
    List<String> parts = new ArrayList<>();
    parts.add(machine.id());
    machine.tpm().ifPresent(tpm -> parts.add(tpm ? "TPM" : "no TPM"));
    machine
        .says()
        .shielding()
        .ifPresent(asked -> parts.add(asked ? "shielding requested" : "no shielding requested"));
    if (machine.last()) {
      parts.add("this is the last known good protector");
    } else {
      parts.add("last known good: " + machine.says().lastKnownGood().code());
    }
    if (machine.copies() > 0) {
      long hidden = machine.copies() - machine.files().size();
      String more = hidden == 0 ? "" : " and " + Words.number(hidden) + " more";
      parts.add("also in " + String.join(", ", machine.files()) + more);
    }
    return String.join("; ", parts);
  }

  /** The choices of the filters that a machine fits. */
  private static String words(MatrixRows.Machine machine) {
    List<String> words = new ArrayList<>();
    words.add(machine.tpm().map(tpm -> tpm ? "tpm" : "no-tpm").orElse("tpm-not-known"));
    words.add(machine.says().shielding().orElse(false) ? "shielding" : "no-shielding");
    words.add("last-" + (machine.last() ? "itself" : machine.says().lastKnownGood().code()));
    words.add(machine.copies() > 0 ? "copies" : "no-copies");
    return String.join(" ", words);
  }

  private static List<Cell> runs(Mark[] marks) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < marks.length; ) {
      int from = i;
      i++;
      while (marks[from] == Mark.NONE && i < marks.length && marks[i] == Mark.NONE) {
        i++;
      }
      cells.add(new Cell(marks[from], i - from));
    }
    return cells;
  }

  private static String word(MatrixRows.Row row) {
    return row.worst().map(worst -> Words.count(row.findings(), "finding")).orElse("none");
  }

  private static Map<Integer, Mark> marks(MatrixRows.Row row) {
    Map<Integer, Mark> marks = new TreeMap<>();
    if (row.sealer() != MatrixRows.NOBODY) {
      marks.put(row.sealer(), Mark.SEALER);
    }
    for (int guardian : row.guardians()) {
      marks.put(guardian, guardian == row.sealer() ? Mark.GUARDIAN_SEALER : Mark.GUARDIAN);
    }
    if (row.owner() != MatrixRows.NOBODY) {
      marks.put(row.owner(), row.owner() == row.sealer() ? Mark.OWNER : Mark.OWNER_ONLY);
    }
    return marks;
  }

  /** Parties without a column, the owner first, by name as far as there is room. */
  private Optional<String> rest(List<Map.Entry<Integer, Mark>> others, int unnamed) {
    others.sort(Map.Entry.comparingByValue());
    int hidden = Math.max(0, others.size() - MOST_OTHERS) + unnamed;
    String named =
        others.stream()
            .limit(MOST_OTHERS)
            .map(
                other ->
                    Inert.shown(labels[other.getKey()], MOST_IN_OTHER)
                        + " ("
                        + other.getValue().words()
                        + ")")
            .collect(Collectors.joining("; "));
    String more = hidden == 0 ? "" : " and " + Words.number(hidden) + " more";
    return named.isEmpty() && hidden == 0 ? Optional.empty() : Optional.of((named + more).strip());
  }
}
