package dev.keyward.fleet;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.MeasuredService;
import dev.keyward.hgs.message.PolicyReason;
import dev.keyward.tpm.log.MeasuredBoot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether both services of a measured host judge its last recorded boot alike. */
final class MeasuredRules {

  private final Topology topology;
  private final Map<String, List<String>> machines;
  private final FleetFindings findings;

  private MeasuredRules(Fleet fleet, FleetFindings findings) {
    this.topology = fleet.topology();
    this.machines = topology.vmsByHost();
    this.findings = findings;
  }

  static void check(Fleet fleet, FleetFindings findings) {
    MeasuredRules rules = new MeasuredRules(fleet, findings);
    rules.topology.hosts().forEach(rules::host);
  }

  private void host(FleetHost host) {
    Optional<HgsCluster> primary = host.primary().flatMap(topology::cluster);
    Optional<HgsCluster> fallback = host.fallback().flatMap(topology::cluster);
    if (primary.isPresent()
        && fallback.isPresent()
        && primary.get().facts().measured().isPresent()
        && fallback.get().facts().measured().isPresent()) {
      compare(host, primary.get(), fallback.get());
    }
  }

  private void compare(FleetHost host, HgsCluster primary, HgsCluster fallback) {
    List<String> vms = machines.getOrDefault(host.name(), List.of());
    Optional<MeasuredBoot> boot = host.facts().boot();
    if (boot.isEmpty()) {
      findings.add(
          FleetFindingCode.NOT_COMPARED,
          "host " + host.name() + " was not compared: there is no recorded boot of it",
          Remedy.noCommand(
              "let the host attest, or give the topology its event log with measuredLog"),
          vms);
      return;
    }
    Optional<PolicyReason> atPrimary = refusal(primary, boot.get());
    Optional<PolicyReason> atFallback = refusal(fallback, boot.get());
    if (atPrimary.isPresent() != atFallback.isPresent()) {
      HgsCluster accepts = atPrimary.isPresent() ? fallback : primary;
      HgsCluster refuses = atPrimary.isPresent() ? primary : fallback;
      findings.add(
          FleetFindingCode.JUDGED_DIFFERENTLY,
          accepts.name()
              + " accepts the last boot of host "
              + host.name()
              + ", and "
              + refuses.name()
              + " refuses it: "
              + atPrimary.or(() -> atFallback).orElseThrow(),
          Remedy.noCommand(
              "the operators of both services keep the same policies; hgs diff shows in what they"
                  + " differ"),
          vms);
    }
  }

  private static Optional<PolicyReason> refusal(HgsCluster service, MeasuredBoot boot) {
    MeasuredService measured = service.facts().measured().orElseThrow();
    return measured.judge().judge(boot).refusals().stream().findFirst();
  }
}
