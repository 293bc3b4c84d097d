package dev.keyward.cli.report.audit.rows;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings that the policy accepts, as the page shows them. */
public record AcceptedView(List<Row> rows, Optional<String> cut, Optional<String> cutOnPaper) {

  private static final int MOST = 500;
  private static final int PAPER = 30;
  private static final int MOST_PLACES = 6;
  private static final int MOST_IN_TEXT = 500;

  /**
   * One of them, with the decision.
   *
   * @param beyond whether the printed page leaves it out
   */
  record Row(
      String severity,
      String title,
      String found,
      String places,
      String reason,
      String by,
      String until,
      boolean beyond) {}

  /** Nothing where the policy accepts nothing that was found. */
  public static Optional<AcceptedView> of(AuditSummary summary) {
    List<LocatedFinding> all = summary.distinctAccepted();
    List<Row> rows = new ArrayList<>();
    for (LocatedFinding each : all.subList(0, Math.min(all.size(), MOST))) {
      rows.add(row(each, rows.size() >= PAPER));
    }
    return Optional.of(
            new AcceptedView(
                rows,
                Words.cut(rows.size(), all.size(), "accepted risk"),
                Words.cutOnPaper(PAPER, rows.size(), "accepted risk")))
        .filter(view -> !view.rows().isEmpty());
  }

  private static Row row(LocatedFinding each, boolean beyond) {
    Acceptance acceptance = each.finding().acceptance().orElseThrow();
    List<String> vms = each.places().stream().map(Place::vm).toList();
    return new Row(
        each.finding().severity().code(),
        Words.sentence(each.finding().code().title()),
        Inert.shown(each.finding().found(), MOST_IN_TEXT),
        Words.names(vms, MOST_PLACES, each.count()),
        Inert.shown(acceptance.reason(), MOST_IN_TEXT),
        Inert.shown(acceptance.by(), MatrixRows.MOST_IN_NAME),
        acceptance.until().toString(),
        beyond);
  }
}
