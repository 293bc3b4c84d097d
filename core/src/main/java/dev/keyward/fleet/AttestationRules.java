package dev.keyward.fleet;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Why a service that is reached refuses: what hosts and folders say about attestation and keys. */
final class AttestationRules {

  /** How long before the end of a service's certificate a check warns. */
  private static final Duration SOON = Duration.ofDays(30);

  private final Topology topology;
  private final List<VmAccess> access;
  private final Map<String, List<String>> machines;
  private final FleetFindings findings;

  private AttestationRules(Fleet fleet, FleetFindings findings) {
    this.findings = findings;
    topology = fleet.topology();
    access = fleet.access();
    machines = topology.vmsByHost();
  }

  static void check(Fleet fleet, FleetFindings findings) {
    AttestationRules rules = new AttestationRules(fleet, findings);
    rules.services();
    rules.topology.hosts().forEach(rules::host);
    rules.keys();
  }

  private void services() {
    if (topology.needsServices() && topology.clusters().isEmpty()) {
      findings.add(
          FleetFindingCode.NO_SERVICE,
          "the topology names no service under hgs",
          Remedy.noCommand("name the services under hgs; fleet init drafts them from protectors"),
          topology.hosts().stream()
              .filter(host -> host.local().isEmpty())
              .flatMap(host -> machines.getOrDefault(host.name(), List.of()).stream())
              .toList());
    }
    for (HgsCluster service : topology.clusters()) {
      service.facts().endingWithin(SOON).forEach(each -> ends(service, each));
      if (!service.facts().attests()) {
        findings.add(
            FleetFindingCode.SERVICE_CANNOT_ATTEST,
            service.name() + " has no primary attestation certificate",
            FleetRemedy.certificate(service),
            List.of());
      }
    }
  }

  private void ends(HgsCluster service, HgsCertificate certificate) {
    Instant end = certificate.certificate().notAfter();
    boolean ended = end.isBefore(service.facts().now());
    boolean attests = certificate.use() == CertificateUse.ATTESTATION;
    findings.add(
        ended
            ? FleetFindingCode.SERVICE_CERTIFICATE_ENDED
            : FleetFindingCode.SERVICE_CERTIFICATE_ENDING,
        service.name()
            + " has "
            + certificate.state().word()
            + " "
            + certificate.use().word()
            + " certificate "
            + certificate.certificate().thumbprint()
            + (ended ? ", which ended on " : ", which ends on ")
            + end,
        attests ? FleetRemedy.certificate(service) : FleetRemedy.renewal(certificate),
        attests ? askers(service) : List.of());
  }

  /** The machines whose hosts ask that service. */
  private List<String> askers(HgsCluster service) {
    return topology.hosts().stream()
        .filter(host -> asked(host).contains(service))
        .flatMap(host -> machines.getOrDefault(host.name(), List.of()).stream())
        .toList();
  }

  private void host(FleetHost host) {
    List<String> vms = machines.getOrDefault(host.name(), List.of());
    if (host.local().isPresent()) {
      return;
    }
    if (host.primary().isEmpty()) {
      if (!topology.clusters().isEmpty() && !vms.isEmpty()) {
        findings.add(
            FleetFindingCode.HOST_WITHOUT_SERVICE,
            "host " + host.name() + " asks no service",
            FleetRemedy.noService(),
            vms);
      }
      return;
    }
    for (HgsCluster service : asked(host)) {
      service.refusals(host).forEach(refusal -> refused(host, service, refusal, vms));
    }
    host.facts()
        .unguarded()
        .ifPresent(
            reason ->
                findings.add(
                    FleetFindingCode.HOST_NOT_GUARDED,
                    "host " + host.name() + ": " + reason,
                    FleetRemedy.attest(host.name()),
                    vms));
  }

  private Set<HgsCluster> asked(FleetHost host) {
    Set<HgsCluster> asked = new LinkedHashSet<>();
    host.primary().flatMap(topology::cluster).ifPresent(asked::add);
    host.fallback().flatMap(topology::cluster).ifPresent(asked::add);
    return asked;
  }

  /** Registrations and policies have rules of their own. */
  private void refused(FleetHost host, HgsCluster service, Verdict refusal, List<String> vms) {
    Remedy remedy = FleetRemedy.verdict(refusal, host.name(), service);
    if (refusal == Verdict.OLD_HOST) {
      String found =
          String.format(
              Locale.ROOT,
              "host %s has Windows Server %d, and %s needs %d",
              host.name(),
              host.version(),
              service.name(),
              service.facts().leastVersion());
      findings.add(FleetFindingCode.HOST_TOO_OLD, found, remedy, vms);
    } else if (refusal == Verdict.OTHER_MODE) {
      String found =
          String.format(
              Locale.ROOT,
              "host %s attests by %s, and %s by %s",
              host.name(),
              host.facts().mode().orElseThrow().word(),
              service.name(),
              service.facts().mode().orElseThrow().word());
      findings.add(FleetFindingCode.OTHER_ATTESTATION_MODE, found, remedy, vms);
    }
  }

  /** Once for each service and reason. */
  private void keys() {
    record Reason(HgsCluster service, Verdict verdict) {}
    Map<String, FleetHost> hosts = topology.hostsByName();
    Map<Reason, List<String>> all = new LinkedHashMap<>();
    for (int i = 0; i < topology.vms().size(); i++) {
      FleetVm vm = topology.vms().get(i);
      for (HgsCluster service : asked(Optional.ofNullable(hosts.get(vm.host())).orElseThrow())) {
        Verdict verdict = access.get(i).by(service);
        if (verdict.isOfKeys()) {
          all.computeIfAbsent(new Reason(service, verdict), absent -> new ArrayList<>())
              .add(vm.name());
        }
      }
    }
    all.forEach(
        (reason, vms) ->
            findings.add(
                FleetFindingCode.SERVICE_KEYS_UNUSABLE,
                reason.service().name() + " " + reason.verdict().words(),
                FleetRemedy.keys(reason.service()),
                vms));
  }
}
