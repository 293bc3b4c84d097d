package dev.keyward.cli.fleet;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.fleet.FleetContent;
import dev.keyward.cli.view.FindingLines;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.ColdStart;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.Situation;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetVm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A fleet for people at a terminal. */
final class FleetText {

  private static final int MOST_GAPS = 20;
  private static final int MOST_NAMES = 6;

  private final FleetContent content;
  private final Availability availability;
  private final List<FleetVm> vms;
  private final List<String> lines = new ArrayList<>();

  FleetText(FleetContent content) {
    this.content = content;
    this.availability = content.availability();
    this.vms = content.fleet().topology().vms();
  }

  /** Every finding, with what mends it. */
  List<String> findings() {
    long errors = count(Severity.ERROR);
    lines.add(
        head()
            + ": "
            + Text.count(errors, "error")
            + ", "
            + Text.count(count(Severity.WARNING), "warning"));
    // The router says it of a store that is missing, as for every check.
    content.store().aboutDamaged().flatMap(all -> content.store().words()).ifPresent(lines::add);
    FindingLines findings = new FindingLines(content.findings(), 0, content.commands());
    findings.heading().ifPresent(lines::add);
    lines.addAll(findings.lines(FleetText::which));
    return lines;
  }

  private static Optional<String> which(LocatedFinding finding) {
    return finding.vms().isEmpty()
        ? Optional.empty()
        : Optional.of("which  " + names(finding.vms()));
  }

  private long count(Severity severity) {
    return content.findings().stream()
        .filter(each -> each.finding().severity() == severity)
        .count();
  }

  private String head() {
    var topology = content.fleet().topology();
    return Text.count(vms.size(), "machine")
        + ", "
        + Text.count(topology.hosts().size(), "host")
        + ", "
        + Text.count(topology.clusters().size(), "service")
        + ", "
        + Text.count(topology.sites().size(), "site");
  }

  /** The headlines, each situation, the cold start, and what would help most. */
  List<String> availability() {
    lines.add(head());
    content.store().words().ifPresent(lines::add);
    if (content.fleet().topology().needsServices()
        && content.fleet().topology().clusters().isEmpty()) {
      lines.add("the topology names no service, so it is not known which machine starts");
    }
    lines.add(
        availability.survivors()
            + " of "
            + vms.size()
            + " machines can be started if any single thing except their own site is down");
    loss("worst single outage", availability.worstSingle());
    availability.worstPair().ifPresent(worst -> loss("worst pair of outages", worst));
    lines.add("computed: " + availability.pairs() + " pairs of outages");
    situations();
    coldStart();
    gaps();
    return lines;
  }

  private void loss(String what, Availability.Loss loss) {
    lines.add(what + ": " + loss.situation() + ", " + loss.machines() + " cannot be started");
  }

  private void situations() {
    lines.add("");
    lines.add(
        "machines that cannot be started in each situation; named"
            + " are those that start when everything is up");
    for (int single = 0; single < availability.singles().size(); single++) {
      Situation situation = availability.singles().get(single);
      lines.add(
          String.format(
              Locale.ROOT,
              "  %7d  %s",
              availability.lost(single),
              Text.printable(situation.toString())));
      Map<String, List<String>> why = new TreeMap<>();
      for (int vm = 0; vm < vms.size(); vm++) {
        StartOutcome outcome = availability.outcome(vm, single);
        boolean told = single > 0 && !availability.outcome(vm, 0).starts();
        if (!told && !outcome.starts() && outcome.end() != StartOutcome.End.SITE_DOWN) {
          why.computeIfAbsent(outcome.toString(), absent -> new ArrayList<>())
              .add(vms.get(vm).name());
        }
      }
      why.forEach((reason, names) -> lines.add("           " + names(names) + ": " + reason));
    }
  }

  private void coldStart() {
    lines.add("");
    lines.add("a cold start of everything");
    ColdStart cold = availability.coldStart();
    for (int round = 0; round < cold.rounds().size(); round++) {
      lines.add("  round " + (round + 1) + ": " + names(cold.rounds().get(round)));
    }
    lines.add("  never: " + (cold.never().isEmpty() ? "none" : names(cold.never())));
  }

  private void gaps() {
    lines.add("");
    lines.add("fixes that help most, simulated for single outages");
    for (Gap gap : availability.gaps().stream().limit(MOST_GAPS).toList()) {
      PrintedRemedy advice = content.advice(gap);
      lines.add(
          String.format(
              Locale.ROOT, "  %7d  %s: %s", gap.cells(), advice.text(), names(gap.vms())));
      advice.command().ifPresent(command -> lines.add("           " + command));
    }
    if (availability.gaps().size() > MOST_GAPS) {
      lines.add("           and " + (availability.gaps().size() - MOST_GAPS) + " more changes");
    }
    lines.add(
        String.format(
            Locale.ROOT,
            content.fleet().topology().hasLocalHosts()
                ? "  %7d  take another node, host, link or site: no grant, import or configuration helps"
                : "  %7d  take another node, link or site: no grant or configuration helps",
            availability.unmended()));
  }

  private static String names(List<String> names) {
    return Text.names(names, MOST_NAMES);
  }
}
