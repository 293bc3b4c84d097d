package dev.keyward.cli.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.audit.OthersLine;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The end of an audit as people read it: the numbers, who can open what, and what is wrong. */
final class AuditText {

  private static final int MOST_NAMES = 5;
  private static final int MOST_SETS = 50;
  private static final int MOST_FINDINGS = 200;

  private final AuditSummary summary;
  private final Shell shell;
  private final List<String> lines = new ArrayList<>();

  AuditText(AuditSummary summary, Shell shell) {
    this.summary = summary;
    this.shell = shell;
  }

  List<String> lines() {
    headline(summary.counts());
    basis(summary.basis());
    sets();
    findings();
    omissions();
    return lines;
  }

  private void headline(AuditCounts counts) {
    String standings =
        Arrays.stream(Standing.values())
            .filter(standing -> counts.of(standing) > 0)
            .map(standing -> counts.of(standing) + " " + standing.words())
            .collect(Collectors.joining(", "));
    lines.add(Text.count(counts.protectors(), "protector") + ": " + standings);
    lines.add(
        counts.worst(Severity.ERROR)
            + " with errors, "
            + counts.worst(Severity.WARNING)
            + " with warnings, "
            + (counts.clean() + counts.worst(Severity.NOTE))
            + " with neither");
  }

  private void basis(AuditBasis basis) {
    lines.add(
        "judged at "
            + basis.clock()
            + basis.policy().map(policy -> " by " + Text.printable(policy.path())).orElse("")
            + ", warning "
            + Text.count(basis.within().toDays(), "day")
            + " before expiry"
            + (basis.names().isEmpty() ? "" : "; names from " + printable(basis.names())));
    for (AuditInput input : summary.inputs()) {
      lines.add("read " + Text.printable(input.path()) + ": " + read(input));
    }
    if (!summary.others().isEmpty()) {
      lines.add("not protectors: " + OthersLine.of(summary.others()));
    }
  }

  private static String read(AuditInput input) {
    return input.files() == 0
        ? "nothing"
        : Text.count(input.files(), "file")
            + ", "
            + Text.count(input.bytes(), "byte")
            + ", sha256 "
            + input.sha256();
  }

  private void sets() {
    lines.add("");
    lines.add("guardian sets");
    for (SetCount set : summary.sets().stream().limit(MOST_SETS).toList()) {
      lines.add(
          String.format(
              Locale.ROOT, "  %7d  %s", set.count(), Text.printable(set.set().toString())));
      List<String> vms = set.vms().stream().map(Text::listed).toList();
      lines.add("           " + first(vms, set.count()));
    }
    cut(summary.sets().size(), MOST_SETS, "guardian sets");
  }

  private void findings() {
    boolean anyCommand =
        summary.findings().stream()
            .anyMatch(each -> PrintedRemedy.of(shell, each).command().isPresent());
    if (anyCommand) {
      lines.add("");
      lines.add("commands are for " + shell.words());
    }
    for (LocatedFinding finding : summary.findings().stream().limit(MOST_FINDINGS).toList()) {
      lines.add("");
      lines.add(
          finding.finding().severity().code()
              + "  "
              + finding.finding().code().code()
              + ": "
              + Text.printable(finding.finding().found()));
      List<String> places = finding.places().stream().map(AuditText::place).toList();
      lines.add("  where  " + first(places, finding.count()));
      lines.add("  why    " + finding.finding().code().why());
      PrintedRemedy advice = PrintedRemedy.of(shell, finding);
      lines.add("  do     " + advice.text());
      advice.command().ifPresent(command -> lines.add("         " + command));
    }
    long more = Math.max(0, summary.findings().size() - MOST_FINDINGS) + summary.unlisted();
    if (more > 0) {
      lines.add("");
      lines.add(more + " more findings: --report FILE.csv or FILE.json has them all");
    }
  }

  private void omissions() {
    if (!summary.omissions().isEmpty()) {
      lines.add("");
      lines.add("not checked");
    }
    for (Omission omission : summary.omissions()) {
      lines.add("  " + omission.check() + ": " + omission.why() + " (" + omission.count() + ")");
    }
  }

  private void cut(int size, int most, String what) {
    if (size > most) {
      lines.add("  and " + (size - most) + " more " + what);
    }
  }

  private static String first(List<String> names, long count) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return count > MOST_NAMES ? first + ", and " + (count - MOST_NAMES) + " more" : first;
  }

  private static String place(Place place) {
    String vm = place.entry().isEmpty() ? "" : "#" + Text.listed(place.vm());
    String file = Text.listed(place.file()) + vm;
    return place.lastKnownGood() ? file + " (last known good)" : file;
  }

  private static String printable(List<String> texts) {
    return texts.stream().map(Text::printable).collect(Collectors.joining(", "));
  }
}
