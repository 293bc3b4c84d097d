package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.WanLink;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What is up in a situation: which sites reach each other, and which nodes can serve. */
final class Conditions {

  private static final int DOWN = -1;

  private final FleetIndex index;
  private final int[] region;
  private final BitSet cold = new BitSet();
  private final BitSet usable = new BitSet();
  private final BitSet hostsDown = new BitSet();

  Conditions(FleetIndex index, Situation situation) {
    this.index = index;
    Topology topology = index.topology();
    region = new int[topology.sites().size()];
    for (int site = 0; site < region.length; site++) {
      region[site] = site;
    }
    usable.set(0, index.nodes().size());
    situation.outages().forEach(this::apply);
    join(situation.outages());
    for (int node = 0; node < index.nodes().size(); node++) {
      FleetIndex.Node each = index.nodes().get(node);
      // A service that cannot attest says that it is unavailable: hosts then ask the fallback.
      boolean attests = topology.clusters().get(each.cluster()).facts().attests();
      if (region[each.site()] == DOWN || !attests) {
        usable.clear(node);
      }
    }
  }

  private void apply(Outage outage) {
    switch (outage.kind()) {
      case HGS -> {
        for (int node : index.nodesOf(index.cluster(outage.name()))) {
          usable.clear(node);
        }
      }
      case NODE -> {
        for (int node = 0; node < index.nodes().size(); node++) {
          if (index.nodes().get(node).name().equals(outage.name())) {
            usable.clear(node);
          }
        }
      }
      case HOST -> hostsDown.set(index.hostNumber(outage.name()));
      case SITE -> region[index.site(outage.name())] = DOWN;
      case COLD_SITE -> cold.set(index.site(outage.name()));
      case ALL_COLD -> cold.set(0, region.length);
      case LINK -> {
        // Left out where sites are joined.
      }
    }
  }

  /** Gives the sites that reach each other the same number. */
  private void join(List<Outage> outages) {
    for (WanLink link : index.topology().links()) {
      if (outages.contains(new Outage(Outage.Kind.LINK, link.name()))) {
        continue;
      }
      int from = region[index.site(link.from())];
      int to = region[index.site(link.to())];
      if (from != DOWN && to != DOWN && from != to) {
        for (int site = 0; site < region.length; site++) {
          region[site] = region[site] == to ? from : region[site];
        }
      }
    }
  }

  boolean isDown(int site) {
    return region[site] == DOWN;
  }

  boolean isCold(int site) {
    return cold.get(site);
  }

  /** Whether machines that are nodes may have to be started first. */
  boolean anyOff() {
    return !cold.isEmpty() || !hostsDown.isEmpty();
  }

  /** Whether a node is a machine that does not run before it is started. */
  boolean isOff(FleetIndex.Node node) {
    return node.vmClass() >= 0
        && (isCold(node.site())
            || index
                .classes()
                .get(node.vmClass())
                .local()
                .filter(each -> hostsDown.get(each.host()))
                .isPresent());
  }

  /** What hosts in local mode make of a machine: its own host comes first. */
  StartOutcome outcome(StartClass.Local local) {
    Optional<Integer> starting = firstUp(local.starting());
    if (starting.isPresent()) {
      boolean own = starting.get() == local.host();
      return StartOutcome.of(
          own ? StartOutcome.End.BY_HOST : StartOutcome.End.BY_OTHER_HOST,
          index.hostName(starting.get()));
    }
    return firstUp(local.open())
        .map(host -> StartOutcome.of(StartOutcome.End.HOST_KEY_NOT_KNOWN, index.hostName(host)))
        .orElseGet(() -> StartOutcome.of(StartOutcome.End.NO_HOST_KEY));
  }

  Optional<Integer> firstUp(List<Integer> hosts) {
    return hosts.stream().filter(host -> !hostsDown.get(host)).findFirst();
  }

  /** The nodes that serve before anything is started: in a cold site only physical ones. */
  BitSet servingAtFirst() {
    BitSet serving = (BitSet) usable.clone();
    for (int node = 0; node < index.nodes().size(); node++) {
      if (isOff(index.nodes().get(node))) {
        serving.clear(node);
      }
    }
    return serving;
  }

  boolean isUsable(int node) {
    return usable.get(node);
  }

  /**
   * Whether a host at {@code site} reaches a serving node of {@code cluster} other than its own.
   */
  boolean reaches(int site, int cluster, BitSet serving, int own) {
    for (int node : index.nodesOf(cluster)) {
      if (node != own
          && serving.get(node)
          && region[index.nodes().get(node).site()] == region[site]) {
        return true;
      }
    }
    return false;
  }
}
