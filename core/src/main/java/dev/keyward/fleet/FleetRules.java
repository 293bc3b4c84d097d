package dev.keyward.fleet;

import dev.keyward.audit.result.Skeletons;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.availability.MachinePlaces;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.HostRegistration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the article: those about how a fleet is laid out here, and all in their order. */
public final class FleetRules {

  private final Topology topology;
  private final List<VmAccess> access;
  private final Map<String, FleetHost> hosts;
  private final Map<String, List<String>> machines;
  private final FleetFindings findings;

  private FleetRules(Fleet fleet, FleetFindings findings) {
    this.findings = findings;
    topology = fleet.topology();
    access = fleet.access();
    hosts = topology.hostsByName();
    machines = topology.vmsByHost();
  }

  /**
   * Every rule of the article that {@code fleet} breaks, and names that look alike, in the order of
   * the codes.
   */
  public static List<LocatedFinding> findings(
      Fleet fleet, Availability availability, Skeletons skeletons) {
    FleetFindings findings = new FleetFindings(new MachinePlaces(fleet));
    FleetRules layout = new FleetRules(fleet, findings);
    layout.services();
    layout.hosts();
    layout.machines();
    AttestationRules.check(fleet, findings);
    MeasuredRules.check(fleet, findings);
    IdentityRules.check(fleet, findings);
    LocalHostRules.check(fleet, availability, findings);
    OutageRules.check(fleet, availability, findings);
    StartRules.check(fleet, availability, findings);
    NameRules.check(fleet, skeletons, findings);
    return findings.sorted();
  }

  private void services() {
    Map<String, List<String>> byGuardian = new LinkedHashMap<>();
    for (HgsCluster cluster : topology.clusters()) {
      byGuardian.computeIfAbsent(cluster.guardian(), name -> new ArrayList<>()).add(cluster.name());
    }
    byGuardian.forEach(
        (guardian, names) -> {
          if (names.size() > 1) {
            findings.add(
                FleetFindingCode.SHARED_CERTIFICATES,
                String.join(", ", names) + " are all " + guardian,
                Remedy.noCommand(
                    "their operators give each service certificates of its own and grant them to"
                        + " its machines; the topology then names another guardian"),
                List.of());
          }
        });
    Set<List<String>> pairs = new LinkedHashSet<>();
    for (FleetHost host : topology.hosts()) {
      if (host.fallback().isPresent() && !host.fallback().equals(host.primary())) {
        pairs.add(List.of(host.primary().orElseThrow(), host.fallback().get()));
      }
    }
    pairs.forEach(pair -> sync(cluster(pair.get(0)), cluster(pair.get(1))));
  }

  private FleetHost host(String name) {
    return Optional.ofNullable(hosts.get(name)).orElseThrow();
  }

  private HgsCluster cluster(String name) {
    return topology.cluster(name).orElseThrow();
  }

  private void sync(HgsCluster primary, HgsCluster fallback) {
    boolean said = !primary.policies().isEmpty() && !fallback.policies().isEmpty();
    if (said && !primary.policies().equals(fallback.policies())) {
      findings.add(
          FleetFindingCode.OUT_OF_SYNC,
          primary.name() + " and " + fallback.name() + " have other attestation policies",
          Remedy.noCommand(
              "have the operators add to each service the policies that only the other has, and"
                  + " write this into the topology"),
          List.of());
    }
    Set<String> missing = new TreeSet<>(primary.registered());
    missing.removeAll(fallback.registered());
    missing.removeIf(name -> asks(host(name), fallback.name()));
    if (!missing.isEmpty()) {
      findings.add(
          FleetFindingCode.OUT_OF_SYNC,
          fallback.name() + " lacks hosts of " + primary.name() + ": " + String.join(", ", missing),
          FleetRemedy.register(missing.iterator().next(), fallback.name()),
          List.of());
    }
  }

  private static boolean asks(FleetHost host, String cluster) {
    return host.primary().equals(Optional.of(cluster))
        || host.fallback().equals(Optional.of(cluster));
  }

  private void hosts() {
    for (FleetHost host : topology.hosts()) {
      for (String name : host.asked().toList()) {
        if (!cluster(name).registered().contains(host.name()) && !hasOtherKey(name, host)) {
          findings.add(
              FleetFindingCode.NOT_REGISTERED,
              "host " + host.name() + " is not registered with " + name,
              FleetRemedy.register(host.name(), name),
              machines.getOrDefault(host.name(), List.of()));
        }
      }
      if (host.fallback().isPresent()) {
        fallback(host, host.primary().orElseThrow());
      }
    }
  }

  /** That its name is there with another key is told by its own rule. */
  private boolean hasOtherKey(String service, FleetHost host) {
    return cluster(service).registration(host).filter(HostRegistration::hasOtherKey).isPresent();
  }

  private void fallback(FleetHost host, String primary) {
    if (host.fallback().equals(host.primary())) {
      Optional<HgsCluster> other =
          topology.clusters().stream()
              .filter(each -> !each.name().equals(primary))
              .max(Comparator.comparing(each -> each.registered().contains(host.name())));
      findings.add(
          FleetFindingCode.FALLBACK_IS_PRIMARY,
          "host " + host.name() + " has " + primary + " twice",
          FleetRemedy.configure(host.name(), cluster(primary), other),
          List.of());
    }
    if (!host.hasUsableFallback()) {
      findings.add(
          FleetFindingCode.FALLBACK_ON_OLD_HOST,
          "host " + host.name() + " has version " + host.version(),
          FleetRemedy.withoutFallback(host.name(), cluster(primary)),
          List.of());
    }
  }

  private void machines() {
    Map<String, HgsCluster> served = new LinkedHashMap<>();
    for (HgsCluster cluster : topology.clusters()) {
      cluster.nodes().forEach(node -> node.vm().ifPresent(vm -> served.put(vm, cluster)));
    }
    Map<String, List<String>> lacking = new LinkedHashMap<>();
    for (int i = 0; i < topology.vms().size(); i++) {
      FleetVm vm = topology.vms().get(i);
      VmAccess can = access.get(i);
      if (can.fault().isPresent()) {
        findings.add(
            FleetFindingCode.PROTECTOR_UNUSABLE,
            can.fault().get(),
            Remedy.noCommand("put a valid protector of the machine where the topology says"),
            List.of(vm.name()));
      } else if (host(vm.host()).local().isPresent()) {
        continue;
      } else if (served.containsKey(vm.name())) {
        node(vm, can, served.get(vm.name()));
      } else {
        guardiansOfBoth(vm, can, lacking);
      }
    }
    lacking.forEach(
        (guardian, vms) ->
            findings.add(
                FleetFindingCode.WITHOUT_BOTH_GUARDIANS,
                "without " + guardian,
                FleetRemedy.grant(guardian, Optional.of("FILE")),
                vms));
  }

  private void node(FleetVm vm, VmAccess can, HgsCluster own) {
    FleetHost host = host(vm.host());
    List<HgsCluster> others =
        topology.clusters().stream().filter(each -> !each.name().equals(own.name())).toList();
    Optional<HgsCluster> other =
        others.stream()
            .filter(each -> asks(host, each.name()))
            .findFirst()
            .or(() -> others.stream().findFirst());
    Remedy remedy =
        other
            .map(each -> FleetRemedy.verdict(can.by(each), host.name(), each))
            .orElse(Remedy.noCommand("add a service elsewhere, and grant it"));
    if (others.stream().noneMatch(can::opensBy)) {
      findings.add(
          FleetFindingCode.HGS_ONLY_ITSELF,
          "no other service than " + own.name() + " can open the node " + vm.name(),
          remedy,
          List.of(vm.name()));
    } else if (other.isPresent() && !can.opensBy(other.get())) {
      findings.add(
          FleetFindingCode.HGS_WITHOUT_OTHER,
          other.get().name() + " cannot open the node " + vm.name() + " of " + own.name(),
          remedy,
          List.of(vm.name()));
    }
  }

  private void guardiansOfBoth(FleetVm vm, VmAccess can, Map<String, List<String>> lacking) {
    FleetHost host = host(vm.host());
    if (host.fallback().isEmpty()) {
      return;
    }
    for (String name : List.of(host.primary().orElseThrow(), host.fallback().get())) {
      String guardian = cluster(name).guardian();
      List<String> vms = lacking.getOrDefault(guardian, List.of());
      if (!can.guardians().contains(guardian) && !vms.contains(vm.name())) {
        lacking.computeIfAbsent(guardian, absent -> new ArrayList<>()).add(vm.name());
      }
    }
  }
}
