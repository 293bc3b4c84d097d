package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A fleet by numbers: sites, links, clusters, nodes and classes of machines. */
final class FleetIndex {

  private final Fleet fleet;
  private final Map<String, Integer> sites = new HashMap<>();
  private final Map<String, Integer> clusters = new HashMap<>();
  private final Map<String, FleetHost> hosts;
  private final LocalHosts local;
  private final List<Node> nodes = new ArrayList<>();
  private final List<int[]> nodesOfCluster = new ArrayList<>();
  private final List<StartClass> classes = new ArrayList<>();
  private final int[] classOfVm;

  /**
   * A node of a service.
   *
   * @param site the index of the site where it is
   * @param vmClass the index of the class of the machine that it is; -1 for a physical one
   */
  record Node(String name, int cluster, int site, int vmClass) {}

  FleetIndex(Fleet fleet) {
    this.fleet = fleet;
    Topology topology = fleet.topology();
    topology.sites().forEach(site -> sites.put(site, sites.size()));
    topology.clusters().forEach(cluster -> clusters.put(cluster.name(), clusters.size()));
    hosts = topology.hostsByName();
    local = new LocalHosts(topology);
    Map<String, Integer> nodeOfVm = number();
    classOfVm = classify(nodeOfVm);
    place(nodeOfVm);
  }

  /** Numbers the nodes in the order of their clusters; tells which machine is which node. */
  private Map<String, Integer> number() {
    Map<String, Integer> nodeOfVm = new HashMap<>();
    int next = 0;
    for (HgsCluster cluster : fleet.topology().clusters()) {
      int[] numbers = new int[cluster.nodes().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = next++;
        int number = numbers[i];
        cluster.nodes().get(i).vm().ifPresent(vm -> nodeOfVm.put(vm, number));
      }
      nodesOfCluster.add(numbers);
    }
    return nodeOfVm;
  }

  private int[] classify(Map<String, Integer> nodeOfVm) {
    Map<StartClass, Integer> known = new HashMap<>();
    int[] numbers = new int[fleet.topology().vms().size()];
    for (int i = 0; i < numbers.length; i++) {
      FleetVm vm = fleet.topology().vms().get(i);
      FleetHost host = known(hosts, vm.host());
      VmAccess access = fleet.access().get(i);
      Optional<String> fallback = host.hasUsableFallback() ? host.fallback() : Optional.empty();
      StartClass found =
          new StartClass(
              site(host.site()),
              host.primary().map(name -> asked(name, host, access)),
              fallback.map(name -> asked(name, host, access)),
              host.limit(),
              nodeOfVm.getOrDefault(vm.name(), -1),
              local.of(host, access));
      Integer number = known.putIfAbsent(found, classes.size());
      if (number == null) {
        number = classes.size();
        classes.add(found);
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private StartClass.Asked asked(String cluster, FleetHost host, VmAccess access) {
    int number = cluster(cluster);
    HgsCluster asked = fleet.topology().clusters().get(number);
    return new StartClass.Asked(number, verdict(asked, host, access));
  }

  /** Attestation comes before the release of the key. */
  static Verdict verdict(HgsCluster cluster, FleetHost host, VmAccess access) {
    return cluster.refuses(host).orElseGet(() -> access.by(cluster));
  }

  private void place(Map<String, Integer> nodeOfVm) {
    Map<Integer, Integer> classOfNode = new HashMap<>();
    for (int i = 0; i < classOfVm.length; i++) {
      Integer node = nodeOfVm.get(fleet.topology().vms().get(i).name());
      if (node != null) {
        classOfNode.put(node, classOfVm[i]);
      }
    }
    for (int c = 0; c < nodesOfCluster.size(); c++) {
      HgsCluster cluster = fleet.topology().clusters().get(c);
      for (int i = 0; i < cluster.nodes().size(); i++) {
        int vmClass = classOfNode.getOrDefault(nodesOfCluster.get(c)[i], -1);
        int site = vmClass < 0 ? site(cluster.site()) : classes.get(vmClass).site();
        nodes.add(new Node(cluster.nodes().get(i).name(), c, site, vmClass));
      }
    }
  }

  FleetHost host(int vm) {
    return known(hosts, fleet.topology().vms().get(vm).host());
  }

  int hostNumber(String name) {
    return local.number(name);
  }

  /** The hosts in local mode at the site of one of them, that one first. */
  List<Integer> hostsAt(int host) {
    return local.near(host);
  }

  String hostName(int number) {
    return topology().hosts().get(number).name();
  }

  VmAccess access(int vm) {
    return fleet.access().get(vm);
  }

  Topology topology() {
    return fleet.topology();
  }

  /** The topology has all that it names: its reader refuses others. */
  private static <T> T known(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }

  int site(String name) {
    return known(sites, name);
  }

  int cluster(String name) {
    return known(clusters, name);
  }

  List<Node> nodes() {
    return nodes;
  }

  int[] nodesOf(int cluster) {
    return nodesOfCluster.get(cluster);
  }

  /** The classes; a machine that is a node has one of its own. */
  List<StartClass> classes() {
    return classes;
  }

  int classOf(int vm) {
    return classOfVm[vm];
  }
}
