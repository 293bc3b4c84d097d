package dev.keyward.fleet;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.BesideFleet;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the computed start of every machine says beyond the other rules, so that no check is green
 * while a machine cannot start. Runs after all the others, and says nothing that they have said.
 */
final class StartRules {

  private final Fleet fleet;
  private final Topology topology;
  private final Availability availability;
  private final FleetFindings findings;
  private final Map<String, FleetHost> hosts;

  private StartRules(Fleet fleet, Availability availability, FleetFindings findings) {
    this.fleet = fleet;
    this.topology = fleet.topology();
    this.availability = availability;
    this.findings = findings;
    this.hosts = topology.hostsByName();
  }

  static void check(Fleet fleet, Availability availability, FleetFindings findings) {
    StartRules rules = new StartRules(fleet, availability, findings);
    rules.starts();
    rules.damaged();
    rules.strays();
  }

  private void starts() {
    record Reason(FleetFindingCode code, String words, Remedy remedy) {}
    Map<Reason, List<String>> reasons = new LinkedHashMap<>();
    Set<String> nodes =
        findings.vmsWith(
            Set.of(FleetFindingCode.HGS_ONLY_ITSELF, FleetFindingCode.HGS_WITHOUT_OTHER));
    for (int vm = 0; vm < topology.vms().size(); vm++) {
      FleetVm machine = topology.vms().get(vm);
      StartOutcome outcome = availability.outcome(vm, 0);
      if (outcome.starts() || isSaid(vm, outcome) || nodes.contains(machine.name())) {
        continue;
      }
      FleetHost host = host(machine);
      FleetFindingCode code =
          host.facts().local() ? FleetFindingCode.NO_HOST_STARTS : FleetFindingCode.CANNOT_START;
      String words =
          host.facts().local()
              ? "host " + host.name() + " is in local mode"
              : outcome.reason().orElseThrow();
      reasons
          .computeIfAbsent(new Reason(code, words, remedy(outcome, host)), a -> new ArrayList<>())
          .add(machine.name());
    }
    reasons.forEach(
        (reason, vms) -> findings.add(reason.code(), reason.words(), reason.remedy(), vms));
  }

  private FleetHost host(FleetVm machine) {
    return Objects.requireNonNull(hosts.get(machine.host()), machine.host());
  }

  /** Whether another rule has an error with the same reason for the same machine. */
  private boolean isSaid(int vm, StartOutcome outcome) {
    boolean trap =
        outcome.end() == StartOutcome.End.REFUSED_BY_PRIMARY
            && availability.fallbackWouldRelease(vm);
    return trap
        || host(topology.vms().get(vm)).local().isPresent()
        || topology.clusters().isEmpty()
        || fleet.access().get(vm).fault().isPresent()
        || outcome.verdict().filter(Verdict::hasOwnRule).isPresent();
  }

  private Remedy remedy(StartOutcome outcome, FleetHost host) {
    if (host.facts().local()) {
      return Remedy.noCommand(
          "say under hosts which certificates "
              + host.name()
              + " has: mode: local, and certificates; or configure it for a service");
    }
    if (outcome.end() == StartOutcome.End.NOT_CONFIGURED) {
      return FleetRemedy.noService();
    }
    return outcome
        .verdict()
        .map(verdict -> FleetRemedy.verdict(verdict, host.name(), service(outcome)))
        .orElseGet(
            () ->
                Remedy.noCommand(
                    "link the site "
                        + host.site()
                        + " to a service that "
                        + host.name()
                        + " asks, or give it one that it reaches"));
  }

  private HgsCluster service(StartOutcome outcome) {
    return topology.cluster(outcome.cluster().orElseThrow()).orElseThrow();
  }

  private void damaged() {
    for (BesideFleet.Damaged damaged : fleet.beside().damaged()) {
      findings.add(
          FleetFindingCode.PROTECTOR_DAMAGED,
          damaged.file() + " is not a protector, and " + damaged.speaks() + " was judged",
          Remedy.noCommand("replace the damaged file by a copy of the good one, or remove it"),
          List.of(damaged.vm()));
    }
  }

  private void strays() {
    findings.addAt(
        FleetFindingCode.VM_NOT_IN_TOPOLOGY,
        "no machine of the topology has this protector",
        Remedy.noCommand(
            "add the machine under vms with its host, or name fewer files with --protectors"),
        fleet.beside().strays());
  }
}
