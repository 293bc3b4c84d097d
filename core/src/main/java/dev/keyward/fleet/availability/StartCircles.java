package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Machines that are nodes and that wait for each other when everything starts cold. A machine needs
 * another if that is a node of a service that its host asks and that would release its key.
 */
public final class StartCircles {

  private final Map<String, Set<String>> needs = new LinkedHashMap<>();

  public StartCircles(Fleet fleet, Availability availability) {
    Topology topology = fleet.topology();
    int allCold = availability.singles().size() - 1;
    for (int vm = 0; vm < topology.vms().size(); vm++) {
      String name = topology.vms().get(vm).name();
      if (isNode(topology, name) && !availability.outcome(vm, allCold).starts()) {
        needs.put(name, needed(topology, availability.releasing(vm)));
      }
    }
    needs.values().forEach(each -> each.retainAll(needs.keySet()));
  }

  private static boolean isNode(Topology topology, String vm) {
    return topology.clusters().stream()
        .flatMap(each -> each.nodes().stream())
        .anyMatch(node -> node.vm().filter(vm::equals).isPresent());
  }

  private static Set<String> needed(Topology topology, List<String> releasing) {
    Set<String> needed = new LinkedHashSet<>();
    for (String service : releasing) {
      topology
          .cluster(service)
          .orElseThrow()
          .nodes()
          .forEach(node -> node.vm().ifPresent(needed::add));
    }
    return needed;
  }

  /** Circles, each once, beginning with the machine that comes first in the topology. */
  public List<List<String>> find() {
    List<List<String>> circles = new ArrayList<>();
    Set<String> told = new LinkedHashSet<>();
    for (String start : needs.keySet()) {
      if (told.contains(start)) {
        continue;
      }
      List<String> circle = back(start, List.of(start));
      if (!circle.isEmpty()) {
        circles.add(circle);
        told.addAll(circle);
      }
    }
    return circles;
  }

  /** The shortest way from a machine back to itself; empty where there is none. */
  private List<String> back(String start, List<String> begun) {
    List<List<String>> ways = new ArrayList<>(List.of(begun));
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < ways.size(); i++) {
      List<String> way = ways.get(i);
      for (String next : needs.getOrDefault(way.get(way.size() - 1), Set.of())) {
        if (next.equals(start)) {
          return way;
        }
        if (seen.add(next)) {
          List<String> longer = new ArrayList<>(way);
          longer.add(next);
          ways.add(longer);
        }
      }
    }
    return List.of();
  }
}
