package dev.keyward.fleet.availability;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.HgsNode;
import dev.keyward.fleet.topology.WanLink;
import dev.keyward.fleet.topology.fact.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays one situation step by step, the slow and obvious way: machines that try, hosts that send,
 * services that answer, a clock. Written from the rule alone, not from the analysis. Test-only.
 */
final class FleetSimulation {

  private final Fleet fleet;
  private final Set<Outage> outages;
  private final Set<String> running = new HashSet<>();
  private final Map<String, StartOutcome> results = new HashMap<>();
  private final Map<String, String> siteOfVm = new HashMap<>();
  private final Map<String, FleetHost> hostOfVm = new HashMap<>();

  FleetSimulation(Fleet fleet, Situation situation) {
    this.fleet = fleet;
    this.outages = Set.copyOf(situation.outages());
    for (FleetVm vm : fleet.topology().vms()) {
      for (FleetHost host : fleet.topology().hosts()) {
        if (host.name().equals(vm.host())) {
          siteOfVm.put(vm.name(), host.site());
          hostOfVm.put(vm.name(), host);
        }
      }
    }
    play();
  }

  StartOutcome result(String vm) {
    return results.get(vm);
  }

  private boolean out(Outage.Kind kind, String name) {
    return outages.contains(new Outage(kind, name));
  }

  private boolean isDark(String site) {
    return !out(Outage.Kind.SITE, site)
        && (out(Outage.Kind.COLD_SITE, site) || out(Outage.Kind.ALL_COLD, ""));
  }

  /** A machine that does not run: its site was dark, or its host is down. */
  private boolean isStopped(String vm) {
    return isDark(siteOfVm.get(vm)) || out(Outage.Kind.HOST, hostOfVm.get(vm).name());
  }

  private void play() {
    for (HgsCluster cluster : fleet.topology().clusters()) {
      for (HgsNode node : cluster.nodes()) {
        if (node.vm().isEmpty() || !isStopped(node.vm().get())) {
          running.add(node.name());
        }
      }
    }
    Set<String> started = new HashSet<>();
    int round = 1;
    boolean more = true;
    while (more) {
      List<String> nodesUp = new ArrayList<>();
      more = false;
      for (int i = 0; i < fleet.topology().vms().size(); i++) {
        FleetVm vm = fleet.topology().vms().get(i);
        if (!isStopped(vm.name()) || started.contains(vm.name())) {
          continue;
        }
        StartOutcome outcome = attempt(vm, fleet.access().get(i));
        results.put(vm.name(), outcome.starts() ? outcome.in(round) : outcome);
        if (outcome.starts()) {
          started.add(vm.name());
          nodeOf(vm.name()).ifPresent(nodesUp::add);
          more |= nodeOf(vm.name()).isPresent();
        }
      }
      running.addAll(nodesUp);
      round++;
    }
    for (int i = 0; i < fleet.topology().vms().size(); i++) {
      FleetVm vm = fleet.topology().vms().get(i);
      if (!isDark(siteOfVm.get(vm.name()))) {
        results.put(vm.name(), attempt(vm, fleet.access().get(i)));
      }
    }
  }

  private Optional<String> nodeOf(String vm) {
    for (HgsCluster cluster : fleet.topology().clusters()) {
      for (HgsNode node : cluster.nodes()) {
        if (node.vm().equals(Optional.of(vm))) {
          return Optional.of(node.name());
        }
      }
    }
    return Optional.empty();
  }

  private String siteOf(HgsCluster cluster, HgsNode node) {
    return node.vm().map(siteOfVm::get).orElse(cluster.site());
  }

  private StartOutcome attempt(FleetVm vm, VmAccess access) {
    FleetHost host = hostOfVm.get(vm.name());
    if (out(Outage.Kind.SITE, host.site())) {
      return StartOutcome.of(StartOutcome.End.SITE_DOWN);
    }
    if (host.local().isPresent()) {
      return onHosts(host, access);
    }
    if (host.primary().isEmpty()) {
      return StartOutcome.of(StartOutcome.End.NOT_CONFIGURED);
    }
    int tries = 0;
    int clock = 0;
    List<String> order = new ArrayList<>();
    order.add(host.primary().get());
    boolean old = host.version() != 0 && host.version() < 1709;
    if (host.fallback().isPresent() && !old) {
      order.add(host.fallback().get());
    }
    for (int side = 0; side < order.size(); side++) {
      HgsCluster asked = fleet.topology().cluster(order.get(side)).orElseThrow();
      for (int attempt = 1; attempt <= 2; attempt++) {
        tries++;
        if (answers(asked, vm, host)) {
          return answer(asked, host, access, new int[] {side, tries, clock});
        }
      }
      clock += host.limit();
    }
    StartOutcome.End end =
        order.size() == 2
            ? StartOutcome.End.UNREACHABLE_BOTH
            : StartOutcome.End.UNREACHABLE_NO_FALLBACK;
    return new StartOutcome(end, Optional.empty(), Optional.empty(), tries, clock, 0);
  }

  /** Its own host looks into its store, then the others of the site, in the topology's order. */
  private StartOutcome onHosts(FleetHost own, VmAccess access) {
    List<FleetHost> tried = new ArrayList<>(List.of(own));
    for (FleetHost host : fleet.topology().hosts()) {
      boolean other = !host.name().equals(own.name());
      if (other && host.local().isPresent() && host.site().equals(own.site())) {
        tried.add(host);
      }
    }
    String unsure = "";
    for (FleetHost host : tried) {
      if (out(Outage.Kind.HOST, host.name())) {
        continue;
      }
      Set<StartCell> found = new HashSet<>();
      for (WrappingCertificates wrapping : access.wrappings()) {
        LocalHost store = host.local().orElseThrow();
        if (store.isCollected()) {
          store
              .certificate(wrapping.encryption().keyThumbprint())
              .ifPresent(each -> found.add(each.cell()));
        } else {
          found.add(StartCell.NOT_COLLECTED);
        }
      }
      if (found.contains(StartCell.STARTS)) {
        boolean itself = host.name().equals(own.name());
        return StartOutcome.of(
            itself ? StartOutcome.End.BY_HOST : StartOutcome.End.BY_OTHER_HOST, host.name());
      }
      boolean maybe =
          found.contains(StartCell.KEY_UNKNOWN)
              || found.contains(StartCell.KEY_IN_MY)
              || found.contains(StartCell.NOT_COLLECTED);
      unsure = maybe && unsure.isEmpty() ? host.name() : unsure;
    }
    return unsure.isEmpty()
        ? StartOutcome.of(StartOutcome.End.NO_HOST_KEY)
        : StartOutcome.of(StartOutcome.End.HOST_KEY_NOT_KNOWN, unsure);
  }

  private StartOutcome answer(HgsCluster asked, FleetHost host, VmAccess access, int[] effort) {
    Verdict said = Verdict.RELEASES;
    if (!asked.registered().contains(host.name())) {
      said = Verdict.NOT_REGISTERED;
    } else if (!asked.policies().isEmpty() && lacks(asked.policies(), host.policies())) {
      said = Verdict.OTHER_POLICY;
    } else if (access.fault().isPresent()) {
      said = Verdict.NO_PROTECTOR;
    } else if (!access.guardians().contains(asked.guardian())) {
      said = Verdict.NO_WRAPPING;
    }
    StartOutcome.End end;
    if (effort[0] == 0) {
      end =
          said == Verdict.RELEASES
              ? StartOutcome.End.BY_PRIMARY
              : StartOutcome.End.REFUSED_BY_PRIMARY;
    } else {
      end =
          said == Verdict.RELEASES
              ? StartOutcome.End.BY_FALLBACK
              : StartOutcome.End.REFUSED_BY_FALLBACK;
    }
    return new StartOutcome(
        end, Optional.of(asked.name()), Optional.of(said), effort[1], effort[2], 0);
  }

  private static boolean lacks(Set<String> has, Set<String> needed) {
    return needed.stream().anyMatch(each -> !has.contains(each));
  }

  private boolean answers(HgsCluster cluster, FleetVm vm, FleetHost host) {
    if (out(Outage.Kind.HGS, cluster.name())) {
      return false;
    }
    for (HgsNode node : cluster.nodes()) {
      boolean itself = node.vm().equals(Optional.of(vm.name()));
      if (!itself
          && running.contains(node.name())
          && !out(Outage.Kind.NODE, node.name())
          && connected(host.site(), siteOf(cluster, node))) {
        return true;
      }
    }
    return false;
  }

  private boolean connected(String from, String to) {
    Deque<String> open = new ArrayDeque<>(List.of(from));
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      String at = open.poll();
      if (out(Outage.Kind.SITE, at)) {
        continue;
      }
      if (at.equals(to)) {
        return true;
      }
      for (WanLink link : fleet.topology().links()) {
        if (out(Outage.Kind.LINK, link.name())) {
          continue;
        }
        if (link.from().equals(at) && seen.add(link.to())) {
          open.add(link.to());
        }
        if (link.to().equals(at) && seen.add(link.from())) {
          open.add(link.from());
        }
      }
    }
    return false;
  }
}
