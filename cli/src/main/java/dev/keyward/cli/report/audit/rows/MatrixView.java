package dev.keyward.cli.report.audit.rows;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table of protectors and parties with its filters. It is cut into tables of {@link #CHUNK}
 * rows, because browsers then lay out only what is looked at.
 *
 * @param columns the parties with a column, the most frequent first
 * @param wide whether the columns have to be narrow on paper
 * @param machines whether some come from Hyper-V's own files
 * @param longer whether there are more rows than are printed
 */
public record MatrixView(
    List<Column> columns,
    boolean others,
    boolean none,
    boolean wide,
    boolean longer,
    String total,
    List<Choice> severities,
    List<Choice> codes,
    List<Choice> standings,
    List<Choice> guardians,
    List<Choice> sets,
    boolean machines,
    Iterable<Chunk> chunks,
    Optional<String> cut) {

  private static final int MOST_COLUMNS = 24;
  private static final int MOST_CHOICES = 500;
  private static final int CHUNK = 200;

  /** Rows on paper, as the style sheet has it; browsers take minutes for more. */
  private static final int PAPER = 60;

  private static final int NARROW = 12;
  private static final int FEW = 7;

  /** A party at the top of a column. */
  record Column(int number, String label) {}

  /** One choice of a filter. */
  record Choice(String value, String label) {}

  /** A table of its own. */
  record Chunk(String caption, Iterable<MatrixRow> rows) {}

  /** The table of these rows. */
  public static MatrixView of(AuditSummary summary, MatrixRows rows) {
    List<Column> parties = parties(summary, rows);
    boolean others = parties.size() > MOST_COLUMNS;
    List<Column> columns = parties.subList(0, others ? MOST_COLUMNS : parties.size());
    int kept = rows.rows().size();
    return new MatrixView(
        columns,
        others,
        kept == 0,
        columns.size() > NARROW,
        kept > PAPER,
        Words.count(kept, "protector"),
        severityChoices(),
        codes(summary),
        standings(summary),
        parties.stream().limit(MOST_CHOICES).map(MatrixView::choice).toList(),
        sets(summary, rows),
        rows.hasMachines(),
        chunks(new MatrixCells(summary, rows, columns), rows),
        Words.cut(kept, summary.counts().protectors(), "protector"));
  }

  /**
   * The widths of columns and tables: without them, tables that are not laid out would be of any.
   */
  public String style() {
    double column = columns.size() <= FEW ? 4.2 : columns.size() <= NARROW ? 3 : 2.1;
    double rest = others ? 14 : 0;
    return widths("screen", column, 37 + column * columns.size() + rest)
        + widths("screen and (max-width:34rem)", 2.1, 22 + 2.1 * columns.size() + rest);
  }

  private static String widths(String medium, double column, double table) {
    return String.format(
        Locale.ROOT,
        "@media %s{.c-p{width:%.1frem}.heads,.chunk{min-width:%.1frem}}\n",
        medium,
        column,
        table);
  }

  String paper() {
    return Words.number(PAPER);
  }

  private static List<Column> parties(AuditSummary summary, MatrixRows rows) {
    return summary.parties().stream()
        .sorted(
            Comparator.comparingLong((PartyCount count) -> count.owned() + count.granted())
                .reversed())
        .map(count -> column(summary, count.party(), rows))
        .filter(column -> column.number() != MatrixRows.NOBODY)
        .toList();
  }

  private static Column column(AuditSummary summary, Party party, MatrixRows rows) {
    String label = summary.distinct(party).label();
    return new Column(rows.party(party.label()), Inert.shown(label, MatrixRows.MOST_IN_NAME));
  }

  private static Choice choice(Column column) {
    return new Choice(Integer.toString(column.number()), column.label());
  }

  private static List<Choice> severityChoices() {
    return List.of(
        new Choice(Severity.ERROR.code(), "errors"),
        new Choice(Severity.WARNING.code(), "only warnings"),
        new Choice(Severity.NOTE.code(), "only notes"),
        new Choice("fine", "no findings"));
  }

  private static List<Choice> codes(AuditSummary summary) {
    return summary.findings().stream()
        .map(count -> count.finding().code())
        .distinct()
        .map((FindingCode code) -> new Choice(code.code(), code.title()))
        .toList();
  }

  private static List<Choice> standings(AuditSummary summary) {
    List<Choice> choices = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      if (summary.counts().of(standing) > 0) {
        choices.add(new Choice(standing.code(), standing.words()));
      }
    }
    return choices;
  }

  private static List<Choice> sets(AuditSummary summary, MatrixRows rows) {
    List<Choice> choices = new ArrayList<>();
    for (SetCount set : summary.sets()) {
      Optional<Integer> number = rows.set(set.set());
      if (number.isPresent() && choices.size() < MOST_CHOICES) {
        String label = Inert.shown(summary.distinct(set.set()).toString(), MatrixRows.MOST_IN_NAME);
        choices.add(new Choice(number.get().toString(), label));
      }
    }
    return choices;
  }

  private static Iterable<Chunk> chunks(MatrixCells cells, MatrixRows rows) {
    List<MatrixRows.Row> all = rows.rows();
    List<Chunk> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      int to = Math.min(all.size(), from + CHUNK);
      List<MatrixRows.Row> part = all.subList(from, to);
      String caption = "Protectors " + Words.number(from + 1) + " to " + Words.number(to);
      chunks.add(new Chunk(caption, () -> part.stream().map(cells::row).iterator()));
    }
    return chunks;
  }
}
