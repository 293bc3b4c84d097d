package dev.keyward.fleet;

import dev.keyward.audit.judge.Findings;
import dev.keyward.audit.ledger.NameLook;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names that look like another name of the same fleet, each among its kind. The later one of two
 * has the finding: strangers wrote those of the protectors, which come after the topology's.
 */
final class NameRules {

  /** More findings about the names of protectors are counted alone. */
  private static final int MOST = 1_000;

  private final NameLook look;
  private final FleetFindings findings;

  private NameRules(Skeletons skeletons, FleetFindings findings) {
    this.look = new NameLook(skeletons);
    this.findings = findings;
  }

  static void check(Fleet fleet, Skeletons skeletons, FleetFindings findings) {
    NameRules rules = new NameRules(skeletons, findings);
    rules.names("site", fleet.topology().sites().stream());
    rules.names("service", fleet.topology().clusters().stream().map(HgsCluster::name));
    rules.names("host", fleet.topology().hosts().stream().map(FleetHost::name));
    rules.guardians(fleet);
    rules.machines(fleet);
  }

  /** The finding of a name, where a name before it looks so. */
  private Optional<Finding> finding(String kind, String name, Map<String, String> firsts) {
    String first = firsts.computeIfAbsent(look.of(name), seen -> name);
    return VmName.same(first, name)
        ? Optional.empty()
        : Optional.of(Findings.lookAlike(FleetFindingCode.LOOK_ALIKE_NAME, kind, name, first));
  }

  private void names(String kind, Stream<String> names) {
    Map<String, String> firsts = new HashMap<>();
    names
        .distinct()
        .forEach(
            name -> finding(kind, name, firsts).ifPresent(each -> findings.add(each, List.of())));
  }

  /** Those of the topology first, then those that the protectors name. */
  private void guardians(Fleet fleet) {
    Map<String, List<String>> machines = new LinkedHashMap<>();
    fleet
        .topology()
        .clusters()
        .forEach(service -> machines.putIfAbsent(service.guardian(), new ArrayList<>()));
    for (int i = 0; i < fleet.access().size(); i++) {
      VmAccess access = fleet.access().get(i);
      String vm = fleet.topology().vms().get(i).name();
      access.guardians().stream()
          .sorted()
          .forEach(name -> machines.computeIfAbsent(name, of -> new ArrayList<>()).add(vm));
    }
    Map<String, String> firsts = new HashMap<>();
    machines.forEach(
        (name, vms) ->
            finding("guardian", name, firsts).ifPresent(each -> findings.add(each, vms)));
  }

  private void machines(Fleet fleet) {
    Map<String, String> firsts = new HashMap<>();
    for (FleetVm vm : fleet.topology().vms()) {
      finding("VM", vm.name(), firsts).ifPresent(each -> findings.add(each, List.of(vm.name())));
    }
    Map<Finding, List<Place>> strays = new LinkedHashMap<>();
    Set<Place> more = new LinkedHashSet<>();
    for (Place place : fleet.beside().strays()) {
      finding("VM", place.vm(), firsts)
          .ifPresent(
              each -> {
                if (strays.size() < MOST || strays.containsKey(each)) {
                  strays.computeIfAbsent(each, of -> new ArrayList<>()).add(place);
                } else {
                  more.add(place);
                }
              });
    }
    strays.forEach(findings::addAt);
    findings.addAt(
        FleetFindingCode.LOOK_ALIKE_NAME,
        "more names of VMs look like others",
        Remedy.noCommand("name fewer files with --protectors"),
        List.copyOf(more));
  }
}
