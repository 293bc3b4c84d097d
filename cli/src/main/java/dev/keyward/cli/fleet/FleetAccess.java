package dev.keyward.cli.fleet;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.cli.base.Text;
import dev.keyward.finding.Place;
import dev.keyward.fleet.availability.BesideFleet;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an audit found for the machines of a topology, and what it found beside. */
final class FleetAccess implements AuditReceiver {

  private static final int MOST_KEPT = 4096;
  private static final int MOST_SHOWN = 4;
  private static final int MOST_OF_A_NAME = 64;

  private final Map<String, List<VmAccess>> byName = new HashMap<>();
  private final Map<String, List<VmAccess>> noProtector = new HashMap<>();
  private final List<Place> strays = new ArrayList<>();

  private final KnownGuardians known;
  private final Set<String> wanted = new HashSet<>();
  private final List<FleetVm> vms;
  private final List<HgsCluster> services;

  /** The names of machines on hosts in local mode, for which the very keys count. */
  private final Set<String> byOwnKeys = new HashSet<>();

  private final Map<List<WrappingCertificates>, Map<String, Verdict>> byKeys = new HashMap<>();

  /** Of protectors that are held against the folders of the services that have one. */
  FleetAccess(Topology topology, KnownGuardians known) {
    this.known = known;
    vms = topology.vms();
    vms.forEach(vm -> wanted.add(name(vm)));
    Map<String, FleetHost> hosts = topology.hostsByName();
    vms.stream()
        .filter(
            vm -> Optional.ofNullable(hosts.get(vm.host())).flatMap(FleetHost::local).isPresent())
        .forEach(vm -> byOwnKeys.add(name(vm)));
    services =
        topology.clusters().stream()
            .filter(each -> each.facts().description().isPresent())
            .toList();
  }

  private static String name(FleetVm vm) {
    return VmName.folded(vm.protector().orElse(vm.name()));
  }

  @Override
  public void protector(AuditedProtector protector) {
    // A host starts a VM with the current one.
    if (protector.place().lastKnownGood()) {
      return;
    }
    Set<String> names = names(protector.place());
    names.retainAll(wanted);
    // Other files lie beside protectors, such as those of the machines themselves.
    boolean other = protector.standing() == Standing.UNUSABLE;
    if (names.isEmpty() && !other && protector.standing() != Standing.NONE) {
      strays.add(protector.place());
      return;
    }
    VmAccess bare =
        new VmAccess(
            Optional.of(protector.place()),
            guardians(protector),
            fault(protector),
            byKeys(protector.wrappings()));
    List<WrappingCertificates> wrappings =
        bare.fault().isPresent() ? List.of() : protector.wrappings();
    for (String name : names) {
      VmAccess access = byOwnKeys.contains(name) ? onLocalHost(protector, bare, wrappings) : bare;
      List<VmAccess> all =
          (other ? noProtector : byName).computeIfAbsent(name, absent -> new ArrayList<>(1));
      // A stranger may give any number of files one name.
      if (all.size() < MOST_OF_A_NAME
          && (other || all.stream().noneMatch(one -> same(one, access)))) {
        all.add(access);
      }
    }
  }

  /** Every name that a topology may call a protector by, as names are compared. */
  private static Set<String> names(Place place) {
    Set<String> names = new LinkedHashSet<>();
    names.add(place.vm());
    names.add(VmName.last(place.vm()));
    if (place.entry().isPresent()) {
      names.add(place.unambiguous());
      place.mark().host().ifPresent(host -> names.add(place.vm() + "@" + host));
    } else {
      names.addAll(VmName.ends(place.file()));
      names.addAll(VmName.ends(VmName.withoutEnding(place.file())));
    }
    return names.stream().map(VmName::folded).collect(Collectors.toSet());
  }

  /** Thousands of protectors carry the same certificates, so the answer is kept. */
  private Map<String, Verdict> byKeys(List<WrappingCertificates> wrappings) {
    if (services.isEmpty() || wrappings.isEmpty()) {
      return Map.of();
    }
    if (byKeys.size() >= MOST_KEPT) {
      byKeys.clear();
    }
    return byKeys.computeIfAbsent(
        wrappings,
        absent -> {
          Map<String, Verdict> verdicts = new HashMap<>();
          for (HgsCluster service : services) {
            service
                .facts()
                .verdict(wrappings)
                .ifPresent(verdict -> verdicts.put(service.name(), verdict));
          }
          return Map.copyOf(verdicts);
        });
  }

  /**
   * Those who are taken to open it: a former key opens while its service keeps it enabled, a
   * retired one does not, and one that two claim says nothing.
   */
  private Set<String> guardians(AuditedProtector protector) {
    Set<String> names = new HashSet<>();
    Stream.concat(protector.set().owner().stream(), protector.set().guardians().stream())
        .map(Party::name)
        .forEach(name -> name.ifPresent(names::add));
    if (!protector.wrappings().isEmpty()) {
      names.retainAll(
          protector.wrappings().stream()
              .map(each -> known.holders(each.signing(), each.encryption(), false))
              .flatMap(holders -> opener(holders).stream())
              .toList());
    }
    return names;
  }

  private static Optional<String> opener(Holders holders) {
    return holders.identity() instanceof Identity.Known key
            && key.by().isTakenToOpen()
            && holders.claimants().size() < 2
        ? Optional.of(key.name())
        : Optional.empty();
  }

  /** Without a protector a host in local mode starts a machine that has no virtual TPM. */
  private static VmAccess onLocalHost(
      AuditedProtector protector, VmAccess access, List<WrappingCertificates> wrappings) {
    boolean free = needsNoKey(protector);
    Optional<String> fault =
        protector.facts().isTrustedLaunch()
            ? Optional.of("its key is elsewhere: it has Trusted Launch")
            : access.fault().filter(words -> !free);
    return new VmAccess(access.place(), access.guardians(), fault, access.byKeys(), wrappings);
  }

  private static boolean needsNoKey(AuditedProtector found) {
    return found.standing() == Standing.NONE && !found.facts().tpm().orElse(false);
  }

  private static Optional<String> fault(AuditedProtector protector) {
    return protector.standing() == Standing.VALID
        ? Optional.empty()
        : Optional.of("its protector: " + protector.standing().words());
  }

  @Override
  public void finish(AuditSummary summary) {}

  /** What a machine of the topology can be opened by. */
  VmAccess of(FleetVm vm) {
    List<VmAccess> good = byName.getOrDefault(name(vm), List.of());
    List<VmAccess> all = good.isEmpty() ? noProtector.getOrDefault(name(vm), List.of()) : good;
    if (all.isEmpty()) {
      return VmAccess.MISSING;
    }
    VmAccess first = all.get(0);
    // A shielded VM carries the protector that lies beside it as a file of its own.
    return all.stream().allMatch(other -> same(first, other)) ? first : several(all);
  }

  private static boolean same(VmAccess first, VmAccess second) {
    return first.guardians().equals(second.guardians())
        && first.fault().equals(second.fault())
        && first.byKeys().equals(second.byKeys())
        && first.wrappings().equals(second.wrappings());
  }

  private static VmAccess several(List<VmAccess> all) {
    List<String> shown =
        all.stream()
            .limit(MOST_SHOWN)
            .flatMap(each -> each.place().stream())
            .map(place -> place.entry().isPresent() ? place.unambiguous() : place.file())
            .map(Text::listed)
            .toList();
    String first = Text.first(shown, MOST_SHOWN, all.size());
    String fault = "several protectors have its name: " + first;
    return new VmAccess(Optional.empty(), Set.of(), Optional.of(fault), Map.of());
  }

  /** What else was found. */
  BesideFleet beside() {
    List<BesideFleet.Damaged> damaged = new ArrayList<>();
    for (FleetVm vm : vms) {
      if (byName.containsKey(name(vm))) {
        String speaks = of(vm).file().orElse("another file");
        noProtector
            .getOrDefault(name(vm), List.of())
            .forEach(
                each ->
                    each.file()
                        .ifPresent(
                            file -> damaged.add(new BesideFleet.Damaged(vm.name(), file, speaks))));
      }
    }
    return new BesideFleet(strays, damaged);
  }
}
