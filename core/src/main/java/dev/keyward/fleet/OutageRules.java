package dev.keyward.fleet;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.availability.Outage;
import dev.keyward.fleet.availability.StartCircles;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the outages show: traps, circles, and what must not fail. */
final class OutageRules {

  private final Fleet fleet;
  private final Topology topology;
  private final Availability availability;
  private final FleetFindings findings;

  private OutageRules(Fleet fleet, Availability availability, FleetFindings findings) {
    this.findings = findings;
    this.fleet = fleet;
    this.topology = fleet.topology();
    this.availability = availability;
  }

  static void check(Fleet fleet, Availability availability, FleetFindings findings) {
    OutageRules rules = new OutageRules(fleet, availability, findings);
    rules.traps();
    rules.circles();
    rules.singlePoints();
  }

  /** Told once for each service and verdict, with the first situation in which it shows. */
  private void traps() {
    record Trap(String service, Verdict verdict, String situation) {}
    Map<Trap, List<String>> traps = new LinkedHashMap<>();
    for (int vm = 0; vm < topology.vms().size(); vm++) {
      if (!availability.fallbackWouldRelease(vm)) {
        continue;
      }
      for (int single = 0; single < availability.singles().size(); single++) {
        StartOutcome outcome = availability.outcome(vm, single);
        if (outcome.end() == StartOutcome.End.REFUSED_BY_PRIMARY) {
          Trap trap =
              new Trap(
                  outcome.cluster().orElseThrow(),
                  outcome.verdict().orElseThrow(),
                  availability.singles().get(single).toString());
          traps
              .computeIfAbsent(trap, absent -> new ArrayList<>())
              .add(topology.vms().get(vm).name());
          break;
        }
      }
    }
    traps.forEach(
        (trap, vms) ->
            findings.add(
                FleetFindingCode.TRAP,
                trap.service()
                    + " "
                    + trap.verdict().words()
                    + ", for instance "
                    + trap.situation(),
                remedy(trap.service(), trap.verdict(), vms.get(0)),
                vms));
  }

  private Remedy remedy(String service, Verdict verdict, String vm) {
    String host =
        topology.vms().stream()
            .filter(each -> each.name().equals(vm))
            .map(FleetVm::host)
            .findFirst()
            .orElseThrow();
    return FleetRemedy.verdict(verdict, host, topology.cluster(service).orElseThrow());
  }

  private void circles() {
    for (List<String> circle : new StartCircles(fleet, availability).find()) {
      findings.add(
          FleetFindingCode.CIRCULAR_START,
          String.join(" needs ", circle) + " needs " + circle.get(0),
          new Remedy(
              "grant one of them a service that starts without the others",
              Optional.of("protector grant FILE --guardian NAME --in-place")),
          circle);
    }
  }

  private void singlePoints() {
    for (int single = 1; single < availability.singles().size(); single++) {
      Outage outage = availability.singles().get(single).outages().get(0);
      if (!isPoint(outage)) {
        continue;
      }
      List<String> lost = new ArrayList<>();
      for (int vm = 0; vm < topology.vms().size(); vm++) {
        StartOutcome outcome = availability.outcome(vm, single);
        boolean lostToIt =
            availability.outcome(vm, 0).starts()
                && !outcome.starts()
                && outcome.end() != StartOutcome.End.SITE_DOWN;
        if (lostToIt) {
          lost.add(topology.vms().get(vm).name());
        }
      }
      if (!lost.isEmpty()) {
        findings.add(
            FleetFindingCode.SINGLE_POINT_OF_FAILURE,
            outage.toString(),
            Remedy.noCommand(
                outage.kind() == Outage.Kind.HOST
                    ? "import its keys on another host of the site; fleet availability names each"
                        + " gap"
                    : "add what can take its place, or a fallback; fleet availability names each"
                        + " gap"),
            lost);
      }
    }
  }

  /** A service of one node is that node, and is told as such. */
  private boolean isPoint(Outage outage) {
    return switch (outage.kind()) {
      case NODE, HOST, LINK, SITE -> true;
      case HGS -> topology.cluster(outage.name()).orElseThrow().nodes().size() > 1;
      case COLD_SITE, ALL_COLD -> false;
    };
  }
}
