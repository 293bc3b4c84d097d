package dev.keyward.cli.fleet;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an audit found, by every name that a topology may call a protector by. */
final class FleetAccess implements AuditReceiver {

  private static final VmAccess SEVERAL =
      new VmAccess(Optional.empty(), Set.of(), Optional.of("several protectors have its name"));

  private static final int MOST_KEPT = 4096;

  private final Map<String, VmAccess> byName = new HashMap<>();
  private final Map<String, VmAccess> noProtector = new HashMap<>();
  private final Map<String, Set<String>> granted = new LinkedHashMap<>();

  private final List<HgsCluster> services;
  private final Map<List<WrappingCertificates>, Map<String, Verdict>> byKeys = new HashMap<>();

  /** Of protectors that are held against the folders of these services, where they have one. */
  FleetAccess(List<HgsCluster> services) {
    this.services =
        services.stream().filter(each -> each.facts().description().isPresent()).toList();
  }

  @Override
  public void protector(AuditedProtector protector) {
    // A host starts a VM with the current one.
    if (protector.place().lastKnownGood()) {
      return;
    }
    String vm = protector.place().vm();
    String file = protector.place().file();
    VmAccess access =
        new VmAccess(
            Optional.of(file), names(protector), fault(protector), byKeys(protector.wrappings()));
    String last = vm.substring(Math.max(vm.lastIndexOf('/'), vm.lastIndexOf('\\')) + 1);
    // Other files lie beside protectors, such as those of the machines themselves.
    boolean other = protector.standing() == Standing.UNUSABLE;
    Stream<String> whole =
        protector.place().entry().isPresent() ? Stream.of() : Stream.of(file, fileName(file));
    Stream.concat(Stream.of(vm, last), whole)
        .distinct()
        .forEach(name -> (other ? noProtector : byName).merge(name, access, this::one));
    if (other) {
      return;
    }
    Set<String> others = new HashSet<>();
    protector.set().guardians().forEach(party -> party.name().ifPresent(others::add));
    if (last.matches("\\P{C}+") && last.length() <= 256) {
      granted.put(last, others);
    }
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

  private static String fileName(String file) {
    return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  private VmAccess one(VmAccess first, VmAccess second) {
    boolean same =
        first.guardians().equals(second.guardians())
            && first.fault().equals(second.fault())
            && first.byKeys().equals(second.byKeys());
    // A shielded VM carries the protector that lies beside it as a file of its own.
    return same ? first : SEVERAL;
  }

  private static Set<String> names(AuditedProtector protector) {
    Set<String> names = new HashSet<>();
    Stream.concat(protector.set().owner().stream(), protector.set().guardians().stream())
        .map(Party::name)
        .forEach(name -> name.ifPresent(names::add));
    return names;
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
    String name = vm.protector().orElse(vm.name());
    return byName.getOrDefault(name, noProtector.getOrDefault(name, VmAccess.MISSING));
  }

  /** The guardians that each machine is granted to, by the machines' names as found. */
  Map<String, Set<String>> granted() {
    return granted;
  }
}
