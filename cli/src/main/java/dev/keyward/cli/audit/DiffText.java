package dev.keyward.cli.audit;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffCounts;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.result.Omission;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.report.change.TurnWords;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What changed between two audits as people read it. */
final class DiffText {

  private static final int MOST_NAMES = 5;
  private static final int MOST_ROWS = 50;
  private static final int MOST_FINDINGS = 200;
  private static final String INDENT = " ".repeat(11);

  private final DiffSummary summary;
  private final List<String> lines = new ArrayList<>();

  DiffText(DiffSummary summary) {
    this.summary = summary;
  }

  List<String> lines() {
    side("old  ", summary.before());
    side("new  ", summary.after());
    lines.add("");
    return changes();
  }

  /** The earlier audit, in one line. */
  String since() {
    return side(summary.before());
  }

  /** What changed, without the two audits. */
  List<String> changes() {
    counts();
    guardians();
    sets();
    protectors(Change.NEW, "new protectors");
    protectors(Change.GONE, "protectors that are gone");
    ambiguous();
    findings("new findings", State.NEW, summary.appeared());
    findings("solved findings", State.SOLVED, summary.solved());
    omissions();
    return lines;
  }

  private void side(String which, DiffSide.End end) {
    lines.add(which + side(end));
  }

  private static String side(DiffSide.End end) {
    return Text.printable(end.path())
        + ": "
        + Text.count(end.summary().counts().protectors(), "protector")
        + ", judged at "
        + end.summary().basis().clock();
  }

  private void counts() {
    DiffCounts counts = summary.counts();
    lines.add(
        "protectors     "
            + counts.of(Change.NEW)
            + " new, "
            + counts.of(Change.GONE)
            + " gone, "
            + counts.of(Change.CHANGED)
            + " changed, "
            + counts.of(Change.AMBIGUOUS)
            + " ambiguous, "
            + counts.of(Change.UNCHANGED)
            + " unchanged");
    lines.add(
        "guardian sets  "
            + counts.sets()
            + " changed; "
            + Text.count(counts.sealedAgain(), "protector")
            + " sealed again for the same guardians"
            + (counts.sealedByOther() == 0
                ? ""
                : ", " + counts.sealedByOther() + " of these by another guardian than before"));
    long gone = counts.of(State.GONE);
    long accepted = counts.of(State.ACCEPTED);
    lines.add(
        "findings       "
            + counts.of(State.NEW)
            + " new"
            + severities(counts)
            + ", "
            + counts.of(State.SOLVED)
            + " solved, "
            + counts.of(State.UNCHANGED)
            + " unchanged"
            + (accepted == 0 ? "" : ", " + accepted + " accepted since")
            + (gone == 0 ? "" : ", " + gone + " gone with their protectors"));
  }

  private static String severities(DiffCounts counts) {
    if (counts.of(State.NEW) == 0) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
      long count = counts.of(State.NEW, severity);
      if (count > 0) {
        parts.add(Text.count(count, severity.code()));
      }
    }
    return " (" + String.join(", ", parts) + ")";
  }

  private void guardians() {
    heading("guardians", summary.guardians().isEmpty());
    if (!summary.guardians().isEmpty()) {
      lines.add("   let in  taken out");
    }
    for (DiffSummary.GuardianTurns each : first(summary.guardians())) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %7d  %9d  %s",
              each.letIn(),
              each.takenOut(),
              Text.printable(TurnWords.withKey(each.guardian()))));
    }
    cut(summary.guardians().size(), "guardians");
  }

  private void sets() {
    heading("guardian sets that changed", summary.turns().isEmpty());
    for (DiffSummary.SetTurns each : first(summary.turns())) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %7d  %s",
              each.count(),
              Text.printable(TurnWords.of(each.turn(), each.sealer()))));
      lines.add(INDENT + names(each.places(), each.count()));
    }
    cut(summary.turns().size(), "ways in which guardian sets changed");
  }

  private void protectors(Change change, String heading) {
    long count = summary.counts().of(change);
    heading(heading, count == 0);
    if (count > 0) {
      lines.add(String.format(Locale.ROOT, "  %7d  %s", count, places(change, count)));
    }
  }

  private String places(Change change, long count) {
    return names(summary.first().getOrDefault(change, List.of()), count);
  }

  private void ambiguous() {
    long count = summary.counts().of(Change.AMBIGUOUS);
    heading("ambiguous: several VMs have one name or id", count == 0);
    if (count > 0) {
      lines.add(String.format(Locale.ROOT, "  %7d  %s", count, places(Change.AMBIGUOUS, count)));
      lines.add(
          INDENT + "Keyward compared only their findings. Exports with ids tell such VMs apart.");
    }
  }

  private static String names(List<Place> places, long count) {
    return Text.first(places.stream().map(AuditText::place).toList(), MOST_NAMES, count);
  }

  private void findings(String heading, State state, List<LocatedFinding> findings) {
    heading(heading, findings.isEmpty());
    for (LocatedFinding each : findings.subList(0, Math.min(findings.size(), MOST_FINDINGS))) {
      lines.add(
          "  "
              + each.finding().severity().code()
              + "  "
              + each.finding().code().code()
              + ": "
              + Text.printable(each.finding().found()));
      if (each.count() > 0 && !each.places().isEmpty()) {
        lines.add("    where  " + names(each.places(), each.count()));
      }
    }
    long more = Math.max(0, findings.size() - MOST_FINDINGS);
    if (more > 0 || (state == State.NEW && summary.unlisted() > 0)) {
      lines.add("  and more: --report FILE.csv or FILE.json has all of them");
    }
  }

  private void omissions() {
    heading("not compared", summary.omissions().isEmpty());
    for (Omission omission : summary.omissions()) {
      lines.add(
          "  "
              + Text.printable(omission.check())
              + ": "
              + omission.why()
              + " ("
              + omission.count()
              + ")");
    }
  }

  private void heading(String text, boolean none) {
    if (!none) {
      lines.add("");
      lines.add(text);
    }
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), MOST_ROWS));
  }

  private void cut(int size, String what) {
    if (size > MOST_ROWS) {
      lines.add("  and " + (size - MOST_ROWS) + " more " + what);
    }
  }
}
