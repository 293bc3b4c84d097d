package dev.keyward.cli.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Copies;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.audit.OthersLine;
import dev.keyward.cli.view.FindingLines;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The end of an audit as people read it: the numbers, who can open what, and what is wrong. */
final class AuditText {

  private static final int MOST_NAMES = 5;
  private static final int MOST_SETS = 50;

  private final AuditSummary summary;
  private final CommandLine commands;
  private final List<String> lines = new ArrayList<>();

  AuditText(AuditSummary summary, CommandLine commands) {
    this.summary = summary;
    this.commands = commands;
  }

  List<String> lines() {
    lines.add(headline(summary.counts()));
    lines.add(worst(summary.counts()));
    basis(summary.basis());
    sets();
    copies();
    findings();
    lines.addAll(AcceptedText.lines(summary.distinctAccepted(), ""));
    omissions();
    return lines;
  }

  /** How many protectors there are, and how many have each standing. */
  static String headline(AuditCounts counts) {
    String standings =
        Arrays.stream(Standing.values())
            .filter(standing -> counts.of(standing) > 0)
            .map(standing -> counts.of(standing) + " " + standing.words())
            .collect(Collectors.joining(", "));
    return Text.count(counts.protectors(), "protector") + ": " + standings;
  }

  /** How many have something wrong. */
  static String worst(AuditCounts counts) {
    return counts.worst(Severity.ERROR)
        + " with errors, "
        + counts.worst(Severity.WARNING)
        + " with warnings, "
        + (counts.clean() + counts.worst(Severity.NOTE))
        + " with neither";
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
    for (SetCount set : summary.distinctSets().stream().limit(MOST_SETS).toList()) {
      lines.add(
          String.format(
              Locale.ROOT, "  %7d  %s", set.count(), Text.printable(set.set().toString())));
      List<String> vms = set.vms().stream().map(Text::listed).toList();
      lines.add("           " + Text.first(vms, MOST_NAMES, set.count()));
    }
    cut(summary.sets().size(), MOST_SETS, "guardian sets");
  }

  private void copies() {
    Copies copies = summary.copies();
    if (copies.count() == 0) {
      return;
    }
    lines.add("");
    lines.add("copies of these VMs, with the same protectors: " + copies.count());
    for (Copies.Vm vm : copies.vms().stream().limit(MOST_SETS).toList()) {
      lines.add(String.format(Locale.ROOT, "  %7d  %s", vm.count(), Text.listed(vm.name())));
      List<String> files = vm.files().stream().map(Text::listed).toList();
      lines.add("           " + Text.first(files, MOST_NAMES, vm.count()));
    }
    cut(copies.vms().size(), MOST_SETS, "VMs with copies");
  }

  private void findings() {
    FindingLines findings =
        new FindingLines(summary.distinctFindings(), summary.unlisted(), commands);
    findings
        .heading()
        .ifPresent(
            heading -> {
              lines.add("");
              lines.add(heading);
            });
    lines.addAll(findings.lines(AuditText::where));
  }

  /** The line that tells what has a finding. */
  static Optional<String> where(LocatedFinding finding) {
    List<String> places = finding.places().stream().map(AuditText::place).toList();
    return Optional.of("where  " + Text.first(places, MOST_NAMES, finding.count()));
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

  /** A protector, with its file. */
  static String place(Place place) {
    String vm = place.entry().isEmpty() ? "" : "#" + Text.listed(place.vm());
    String file = Text.listed(place.file()) + vm;
    return place.lastKnownGood() ? file + " (last known good)" : file;
  }

  private static String printable(List<String> texts) {
    return texts.stream().map(Text::printable).collect(Collectors.joining(", "));
  }
}
