package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.DiffCounts;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.result.Omission;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.cli.report.change.DiffView;
import dev.keyward.finding.Severity;
import java.util.List;

/**
 * All that the page about two audits asks for, as it is shown.
 *
 * @param grave how the verdict looks: {@code error}, {@code warning} or {@code fine}
 */
record DiffPage(
    String title,
    String version,
    String day,
    String grave,
    String verdict,
    DiffView changes,
    List<Side> sides,
    List<NotMade> omissions) {

  private static final int MOST_IN_NAME = 120;
  private static final int MOST_IN_PATH = 400;

  /** One of the audits. */
  record Side(
      String which, String path, String clock, String policy, String protectors, String sha256) {

    static Side of(String which, DiffSide.End end) {
      return new Side(
          which,
          Inert.shown(end.path(), MOST_IN_PATH),
          end.summary().basis().clock().toString(),
          end.summary()
              .basis()
              .policy()
              .map(policy -> Inert.shown(policy.path(), MOST_IN_PATH))
              .orElse("none"),
          Words.number(end.summary().counts().protectors()),
          end.report()
              .map(report -> report.sha256().toString())
              .orElseGet(
                  () ->
                      end.summary().inputs().size() == 1
                          ? end.summary().inputs().get(0).sha256().toString()
                          : ""));
    }
  }

  /** What could not be compared. */
  record NotMade(String check, String why) {}

  static DiffPage of(ReportContext context, DiffSummary summary) {
    return new DiffPage(
        "What changed since " + Words.day(summary.before().summary().basis().clock()),
        Inert.shown(context.version(), MOST_IN_NAME),
        Words.day(summary.after().summary().basis().clock()),
        grave(summary.counts()),
        verdict(summary.counts()),
        DiffView.of(summary),
        List.of(Side.of("Old", summary.before()), Side.of("New", summary.after())),
        summary.omissions().stream().map(DiffPage::notMade).toList());
  }

  private static NotMade notMade(Omission omission) {
    return new NotMade(
        Words.sentence(Inert.shown(omission.check(), MOST_IN_PATH)),
        Words.sentence(omission.why()) + " " + Words.count(omission.count(), "case") + ".");
  }

  private static String grave(DiffCounts counts) {
    return counts.of(State.NEW, Severity.ERROR) > 0
        ? "error"
        : counts.of(State.NEW, Severity.WARNING) > 0 ? "warning" : "fine";
  }

  private static String verdict(DiffCounts counts) {
    long errors = counts.of(State.NEW, Severity.ERROR);
    long warnings = counts.of(State.NEW, Severity.WARNING);
    String found =
        errors > 0
            ? Words.count(errors, "new error")
                + (warnings > 0 ? " and " + Words.count(warnings, "new warning") : "")
            : warnings > 0
                ? "No new errors, " + Words.count(warnings, "new warning")
                : "No new errors and no new warnings";
    long solved = counts.of(State.SOLVED);
    return found
        + "; "
        + (solved == 0 ? "no finding was solved" : Words.count(solved, "finding") + " solved")
        + ".";
  }
}
