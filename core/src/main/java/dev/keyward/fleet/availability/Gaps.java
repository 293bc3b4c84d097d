package dev.keyward.fleet.availability;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.fact.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for the smallest change that fixes each case of a machine and a single outage: first one
 * change at the service that refused, then a fallback, with what else it takes. A host in local
 * mode imports keys. Where no grant, registration, configuration or import helps, another node,
 * host, link or site is needed.
 */
final class Gaps {

  private final FleetIndex index;
  private final Map<List<Remedy>, Set<String>> vms = new LinkedHashMap<>();
  private final Map<List<Remedy>, Long> cells = new LinkedHashMap<>();
  private long unmended;

  private Gaps(FleetIndex index) {
    this.index = index;
  }

  /** What was found: the changes, and in how many cases none helps. */
  record Found(List<Gap> gaps, long unmended) {}

  static Found of(FleetIndex index, List<Situation> singles) {
    Gaps gaps = new Gaps(index);
    for (Situation situation : singles) {
      gaps.look(situation);
    }
    List<Gap> found = new ArrayList<>();
    gaps.vms.forEach(
        (changes, helped) ->
            found.add(
                new Gap(
                    joined(changes), List.copyOf(helped), gaps.cells.getOrDefault(changes, 0L))));
    found.sort(Comparator.comparingLong(Gap::cells).reversed());
    return new Found(found, gaps.unmended);
  }

  private static Remedy joined(List<Remedy> changes) {
    if (changes.size() == 1) {
      return changes.get(0);
    }
    boolean byHand = changes.stream().anyMatch(each -> each.text().startsWith(Remedy.NO_COMMAND));
    String all =
        changes.stream()
            .map(each -> each.text().replace(Remedy.NO_COMMAND, ""))
            .collect(Collectors.joining(", then "));
    return byHand ? Remedy.noCommand(all) : Remedy.by(all);
  }

  private void look(Situation situation) {
    Start start = new Start(index, situation);
    Map<Case, Optional<List<Remedy>>> known = new HashMap<>();
    for (int vm = 0; vm < index.topology().vms().size(); vm++) {
      StartClass machine = index.classes().get(index.classOf(vm));
      StartOutcome outcome = start.outcome(machine);
      if (outcome.starts() || outcome.end() == StartOutcome.End.SITE_DOWN) {
        continue;
      }
      FleetVm each = index.topology().vms().get(vm);
      int number = vm;
      Optional<List<Remedy>> changes =
          known.computeIfAbsent(
              Case.of(index.classOf(vm), each.host(), index.access(vm)),
              absent -> changes(start, machine, number));
      if (changes.isEmpty()) {
        unmended++;
      } else {
        vms.computeIfAbsent(changes.get(), absent -> new LinkedHashSet<>()).add(each.name());
        cells.merge(changes.get(), 1L, Long::sum);
      }
    }
  }

  /** What decides which changes help: also whom the machine is granted to beyond its services. */
  private record Case(
      int startClass, String host, Set<String> guardians, Map<String, Verdict> byKeys) {

    static Case of(int startClass, String host, VmAccess access) {
      return new Case(startClass, host, access.guardians(), access.byKeys());
    }
  }

  /** The service that takes the fewest changes; what they are is put in words only for that one. */
  private Optional<List<Remedy>> changes(Start start, StartClass machine, int vm) {
    if (index.access(vm).fault().isPresent()) {
      return Optional.empty();
    }
    if (machine.local().isPresent()) {
      return importing(machine.local().get(), start).map(List::of);
    }
    if (machine.primary().isEmpty()) {
      return Optional.empty();
    }
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    for (int cluster = 0; cluster < index.topology().clusters().size(); cluster++) {
      int count = (isAsked(machine, cluster) ? 0 : 1) + refusals(vm, cluster).size();
      if (count > 0 && count < fewest && start.outcome(asking(machine, cluster)).starts()) {
        best = cluster;
        fewest = count;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(words(machine, vm, best));
  }

  /** Keys that another host has are imported on one that is up, the machine's own one first. */
  private Optional<Remedy> importing(StartClass.Local local, Start start) {
    Optional<Integer> target = start.firstUp(index.hostsAt(local.host()));
    return local.holders().isEmpty()
        ? Optional.empty()
        : target.map(
            host ->
                FleetRemedy.importing(
                    index.hostName(local.holders().get(0)), index.hostName(host)));
  }

  private static boolean isAsked(StartClass machine, int cluster) {
    return machine.primary().orElseThrow().cluster() == cluster
        || machine.fallback().filter(each -> each.cluster() == cluster).isPresent();
  }

  /** The machine with a host that asks that service, and has all that it takes there. */
  private static StartClass asking(StartClass machine, int cluster) {
    Optional<StartClass.Asked> releasing =
        Optional.of(new StartClass.Asked(cluster, Verdict.RELEASES));
    boolean first = machine.primary().orElseThrow().cluster() == cluster;
    return new StartClass(
        machine.site(),
        first ? releasing : machine.primary(),
        first ? machine.fallback() : releasing,
        machine.limit(),
        machine.own(),
        machine.local());
  }

  /** Every reason why that service would refuse, even if all before it were mended. */
  private List<Verdict> refusals(int vm, int cluster) {
    HgsCluster service = index.topology().clusters().get(cluster);
    List<Verdict> refusals = service.refusals(index.host(vm));
    Verdict last = index.access(vm).by(service);
    if (last != Verdict.RELEASES) {
      refusals.add(last);
    }
    return refusals;
  }

  private List<Remedy> words(StartClass machine, int vm, int cluster) {
    HgsCluster service = index.topology().clusters().get(cluster);
    FleetHost host = index.host(vm);
    List<Remedy> changes = new ArrayList<>();
    if (!isAsked(machine, cluster)) {
      int before = machine.primary().orElseThrow().cluster();
      HgsCluster primary = index.topology().clusters().get(before);
      changes.add(FleetRemedy.configure(host.name(), primary, Optional.of(service)));
    }
    for (Verdict refusal : refusals(vm, cluster)) {
      changes.add(FleetRemedy.verdict(refusal, host.name(), service));
    }
    return changes;
  }
}
