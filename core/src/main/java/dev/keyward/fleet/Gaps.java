package dev.keyward.fleet;

import dev.keyward.audit.Finding.Mend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the least change that mends each case of a machine and a single outage: first one
 * change at the service that refused, then a fallback, with what else it takes. What no grant,
 * registration or configuration mends needs another node, link or site.
 */
final class Gaps {

  private final FleetIndex index;
  private final Map<List<Mend>, Set<String>> vms = new LinkedHashMap<>();
  private final Map<List<Mend>, Long> cells = new LinkedHashMap<>();
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
            found.add(new Gap(joined(changes), List.copyOf(helped), gaps.cells.get(changes))));
    found.sort(Comparator.comparingLong(Gap::cells).reversed());
    return new Found(found, gaps.unmended);
  }

  private static Mend joined(List<Mend> changes) {
    if (changes.size() == 1) {
      return changes.get(0);
    }
    return new Mend(
        String.join(", then ", changes.stream().map(Mend::text).toList()), Optional.empty());
  }

  private void look(Situation situation) {
    Start start = new Start(index, situation);
    Map<Case, Optional<List<Mend>>> known = new HashMap<>();
    for (int vm = 0; vm < index.topology().vms().size(); vm++) {
      StartClass machine = index.classes().get(index.classOf(vm));
      StartOutcome outcome = start.outcome(machine);
      if (outcome.starts() || outcome.end() == StartOutcome.End.SITE_DOWN) {
        continue;
      }
      FleetVm each = index.topology().vms().get(vm);
      int number = vm;
      Optional<List<Mend>> changes =
          known.computeIfAbsent(
              new Case(index.classOf(vm), each.host(), index.access(vm).guardians()),
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
  private record Case(int startClass, String host, Set<String> guardians) {}

  private Optional<List<Mend>> changes(Start start, StartClass machine, int vm) {
    if (machine.primary().isEmpty()) {
      return Optional.empty();
    }
    List<Mend> best = null;
    for (int cluster = 0; cluster < index.topology().clusters().size(); cluster++) {
      Optional<List<Mend>> found = through(start, machine, vm, cluster);
      if (found.isPresent() && (best == null || found.get().size() < best.size())) {
        best = found.get();
      }
    }
    return Optional.ofNullable(best);
  }

  /** What it takes to start through that service: as it is asked now, or as a new fallback. */
  private Optional<List<Mend>> through(Start start, StartClass machine, int vm, int cluster) {
    Optional<List<Mend>> needed = needed(vm, cluster);
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    StartClass.Asked primary = machine.primary().orElseThrow();
    StartClass.Asked releasing = new StartClass.Asked(cluster, Verdict.RELEASES);
    boolean first = primary.cluster() == cluster;
    StartClass changed =
        new StartClass(
            machine.site(),
            first ? Optional.of(releasing) : machine.primary(),
            first ? machine.fallback() : Optional.of(releasing),
            machine.limit(),
            machine.own());
    if (!start.outcome(changed).starts()) {
      return Optional.empty();
    }
    List<Mend> changes = new ArrayList<>();
    boolean asked =
        first || machine.fallback().filter(each -> each.cluster() == cluster).isPresent();
    if (!asked) {
      String before = index.topology().clusters().get(primary.cluster()).name();
      String then = index.topology().clusters().get(cluster).name();
      changes.add(Remedy.configure(host(vm), before, Optional.of(then)));
    }
    changes.addAll(needed.get());
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
  }

  /** All that keeps a service from releasing a machine's key; empty where nothing mends it. */
  private Optional<List<Mend>> needed(int vm, int cluster) {
    HgsCluster service = index.topology().clusters().get(cluster);
    VmAccess access = index.access(vm);
    if (access.fault().isPresent()) {
      return Optional.empty();
    }
    List<Mend> needed = new ArrayList<>();
    FleetHost host = index.host(vm);
    if (!service.registered().contains(host.name())) {
      needed.add(Remedy.register(host.name(), service.name()));
    }
    if (!service.policies().isEmpty() && !service.policies().containsAll(host.policies())) {
      needed.add(Remedy.policy(host.name(), service.name()));
    }
    if (!access.guardians().contains(service.guardian())) {
      needed.add(Remedy.grant(service.guardian(), Optional.of("FILE")));
    }
    return Optional.of(needed);
  }

  private String host(int vm) {
    return index.topology().vms().get(vm).host();
  }
}
