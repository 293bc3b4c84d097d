package dev.keyward.fleet.topology;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds every name in a topology to be given once and to be that of something. */
record TopologyCheck(
    List<String> sites,
    List<WanLink> links,
    List<HgsCluster> clusters,
    List<FleetHost> hosts,
    List<FleetVm> vms) {

  void check() {
    Set<String> siteNames = unique("site", sites.stream());
    unique("link", links.stream().map(WanLink::name));
    Set<String> clusterNames = unique("hgs", clusters.stream().map(HgsCluster::name));
    Set<String> hostNames = unique("host", hosts.stream().map(FleetHost::name));
    Set<String> vmNames = unique("VM", vms.stream().map(FleetVm::name));
    unique("node", nodes().map(HgsNode::name));
    unique("node that is a VM", nodes().flatMap(node -> node.vm().stream()));
    require("site", siteNames, links.stream().flatMap(each -> Stream.of(each.from(), each.to())));
    require("site", siteNames, clusters.stream().map(HgsCluster::site));
    require("site", siteNames, hosts.stream().map(FleetHost::site));
    require("host", hostNames, clusters.stream().flatMap(each -> each.registered().stream()));
    require("VM", vmNames, nodes().flatMap(node -> node.vm().stream()));
    require("hgs", clusterNames, hosts.stream().flatMap(each -> each.primary().stream()));
    require("hgs", clusterNames, hosts.stream().flatMap(each -> each.fallback().stream()));
    require("host", hostNames, vms.stream().map(FleetVm::host));
  }

  private Stream<HgsNode> nodes() {
    return clusters.stream().flatMap(each -> each.nodes().stream());
  }

  private static Set<String> unique(String kind, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    names.forEach(
        name -> {
          if (!seen.add(name)) {
            throw new IllegalArgumentException("the " + kind + " \"" + name + "\" twice");
          }
        });
    return seen;
  }

  private static void require(String kind, Set<String> known, Stream<String> used) {
    String missing = used.filter(name -> !known.contains(name)).collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("no " + kind + " \"" + missing + "\"");
    }
  }
}
