package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.rows.AcceptedView;
import dev.keyward.cli.report.audit.rows.FirstPage;
import dev.keyward.cli.report.audit.rows.MatrixRows;
import dev.keyward.cli.report.audit.rows.MatrixView;
import dev.keyward.cli.report.change.DiffView;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the page's template asks for, as it is shown. The template escapes; what is cut or
 * replaced is so already.
 *
 * @param grave how the verdict looks: {@code error}, {@code warning} or {@code fine}
 * @param verdict in one sentence
 * @param standings what the protectors are, in one sentence
 */
record Page(
    String title,
    String version,
    String day,
    String grave,
    String verdict,
    String standings,
    FirstPage first,
    List<Segment> segments,
    BasisView basis,
    FindingsView findings,
    Optional<AcceptedView> accepted,
    SetsView sets,
    MatrixView matrix,
    TimelineView timeline,
    List<OmissionView> omissions,
    Optional<DiffView> changes) {

  private static final int BAR = 1_000;
  private static final int MOST_IN_TITLE = 200;

  /** A part of the bar under the headline, in thousandths of it. */
  record Segment(long x, long width, String css) {}

  /** A check that was not made. */
  record OmissionView(String check, String why, String count) {}

  static Page of(
      ReportContext context, AuditSummary summary, MatrixRows rows, Optional<DiffView> changes) {
    long all = summary.counts().protectors();
    return new Page(
        context
            .style()
            .title()
            .map(title -> Inert.shown(title, MOST_IN_TITLE))
            .orElse("Audit of " + Words.count(all, "key protector")),
        Inert.shown(context.version(), MatrixRows.MOST_IN_NAME),
        Words.day(summary.basis().clock()),
        grave(summary),
        verdict(summary),
        standings(summary),
        FirstPage.of(summary, context.style().note()),
        segments(summary),
        BasisView.of(summary),
        FindingsView.of(summary, context.commands()),
        AcceptedView.of(summary),
        SetsView.of(summary.distinctSets()),
        MatrixView.of(summary, rows),
        TimelineView.of(summary),
        summary.omissions().stream().map(Page::omission).toList(),
        changes);
  }

  private static String grave(AuditSummary summary) {
    boolean errors = summary.counts().worst(Severity.ERROR) > 0;
    boolean warnings = summary.counts().worst(Severity.WARNING) > 0;
    return errors ? "error" : warnings ? "warning" : "fine";
  }

  private static String verdict(AuditSummary summary) {
    long all = summary.counts().protectors();
    long errors = summary.counts().worst(Severity.ERROR);
    long warnings = summary.counts().worst(Severity.WARNING);
    String of = " of " + Words.count(all, "protector");
    if (all == 0) {
      return "There was nothing to audit.";
    }
    if (errors > 0) {
      String more =
          warnings > 0
              ? "; " + Words.number(warnings) + " more " + have(warnings) + " only warnings"
              : "";
      return Words.number(errors) + of + " " + have(errors) + " errors" + more + ".";
    }
    if (warnings > 0) {
      return "No errors. " + Words.number(warnings) + of + " " + have(warnings) + " warnings.";
    }
    return "No errors and no warnings, by the checks that were made.";
  }

  private static String have(long count) {
    return count == 1 ? "has" : "have";
  }

  private static String standings(AuditSummary summary) {
    List<String> parts = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      long count = summary.counts().of(standing);
      if (count > 0) {
        parts.add(Words.number(count) + " " + standing.words());
      }
    }
    return Words.sentence(String.join(", ", parts));
  }

  private static List<Segment> segments(AuditSummary summary) {
    var counts = summary.counts();
    List<Segment> segments = new ArrayList<>();
    long from = 0;
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
      from = segment(segments, from, share(counts.worst(severity), counts.protectors()), severity);
    }
    if (counts.clean() > 0) {
      segments.add(new Segment(from, BAR - from, "fine"));
    }
    return segments;
  }

  private static long segment(List<Segment> segments, long from, long width, Severity severity) {
    if (width > 0) {
      segments.add(new Segment(from, width, severity.code()));
    }
    return from + width;
  }

  /** At least a sliver for what there is. */
  private static long share(long count, long all) {
    return count == 0 ? 0 : Math.max(4, Math.round((double) BAR * count / all));
  }

  private static OmissionView omission(Omission omission) {
    return new OmissionView(
        Words.sentence(omission.check()),
        Words.sentence(omission.why()),
        Words.count(omission.count(), "protector"));
  }
}
