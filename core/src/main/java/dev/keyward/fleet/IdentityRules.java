package dev.keyward.fleet;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.HostPin;
import dev.keyward.fleet.topology.fact.HostRegistration;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.protector.known.KnownGuardians;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who a service is: what its folder says is held against the guardians that are known. */
final class IdentityRules {

  private final Topology topology;
  private final List<HgsCluster> services;
  private final Map<String, List<String>> machines;
  private final KnownGuardians known;
  private final FleetFindings findings;

  private IdentityRules(Fleet fleet, FleetFindings findings) {
    this.topology = fleet.topology();
    this.services = topology.clusters();
    this.machines = topology.vmsByHost();
    this.known = fleet.known();
    this.findings = findings;
  }

  static void check(Fleet fleet, FleetFindings findings) {
    IdentityRules rules = new IdentityRules(fleet, findings);
    rules.services.forEach(rules::folder);
    rules.outOfDate();
    rules.topology.hosts().forEach(rules::host);
  }

  private void folder(HgsCluster service) {
    Optional<HgsDescription> folder = service.facts().description();
    Optional<String> label = label(service);
    if (folder.isPresent() && label.isPresent() && !hasKeyOf(folder.get(), label.get())) {
      findings.add(
          FleetFindingCode.FOLDER_OF_ANOTHER_GUARDIAN,
          "the folder of "
              + service.name()
              + " is of "
              + folder.get().name()
              + ", without a signing key of "
              + service.guardian(),
          Remedy.noCommand(
              "name another folder for "
                  + service.name()
                  + " in the topology, or the guardian that the folder is of"),
          List.of());
    }
  }

  private Optional<String> label(HgsCluster service) {
    return known.find(service.guardian()).stream().findFirst();
  }

  private boolean hasKeyOf(HgsDescription folder, String label) {
    return folder
        .enabled(CertificateUse.SIGNING)
        .map(HgsCertificate::certificate)
        .anyMatch(each -> known.holders(each, each, false).signer().equals(Optional.of(label)));
  }

  /** Once for each guardian, however many services are that guardian. */
  private void outOfDate() {
    Set<String> labels = new TreeSet<>();
    services.forEach(service -> label(service).ifPresent(labels::add));
    for (String label : labels) {
      known
          .outOfDate(label)
          .ifPresent(
              each ->
                  findings.add(
                      FleetFindingCode.GUARDIAN_OUT_OF_DATE,
                      each.words(),
                      Remedy.by(each.remedy()),
                      List.of()));
    }
  }

  private void host(FleetHost host) {
    for (HgsCluster service : asked(host)) {
      service.registration(host).ifPresent(each -> registration(host, service, each));
    }
    twoKeys(host);
    for (HostPin pin : host.facts().keys().pins()) {
      pin(host, pin);
    }
  }

  private List<HgsCluster> asked(FleetHost host) {
    return host.asked().map(name -> topology.cluster(name).orElseThrow()).toList();
  }

  private void registration(FleetHost host, HgsCluster service, HostRegistration registration) {
    if (registration.hasOtherKey()) {
      findings.add(
          FleetFindingCode.HOST_KEY_DIFFERS,
          "host " + host.name() + " is registered with " + service.name() + " by another key",
          FleetRemedy.registerAnew(host.name(), service.name()),
          machines.getOrDefault(host.name(), List.of()));
    }
    registration
        .otherName()
        .ifPresent(
            name ->
                findings.add(
                    FleetFindingCode.HOST_HAS_OTHER_NAME,
                    "host " + host.name() + " is registered with " + service.name() + " as " + name,
                    Remedy.noCommand(
                        "call it the same in the topology and at the service, if that is one host"),
                    List.of()));
  }

  /**
   * Without its configuration nobody knows the host's key, but two services cannot both have it.
   */
  private void twoKeys(FleetHost host) {
    List<HgsCluster> naming =
        asked(host).stream()
            .filter(each -> each.registration(host).flatMap(HostRegistration::name).isPresent())
            .toList();
    if (host.facts().keys().host().isEmpty() && naming.size() > 1) {
      findings.add(
          FleetFindingCode.HOST_KEY_DIFFERS,
          "host "
              + host.name()
              + " is registered with "
              + naming.get(0).name()
              + " and "
              + naming.get(1).name()
              + " by two keys",
          FleetRemedy.registerAnew(host.name(), "the service that has the wrong key"),
          machines.getOrDefault(host.name(), List.of()));
    }
  }

  private void pin(FleetHost host, HostPin pin) {
    Optional<HgsCluster> service = topology.cluster(pin.service());
    Optional<String> label = service.flatMap(this::label);
    for (String fault : pin.guardian().faults(label.map(known::signingKeys).orElse(Map.of()))) {
      findings.add(
          FleetFindingCode.HOST_PIN_OUT_OF_DATE,
          "host " + host.name() + " " + fault + ", for " + pin.service(),
          FleetRemedy.pins(
              host.name(),
              topology.cluster(host.primary().orElseThrow()).orElseThrow(),
              host.fallback().flatMap(topology::cluster)),
          machines.getOrDefault(host.name(), List.of()));
    }
  }
}
