package dev.keyward.fleet;

import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.HgsNode;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.WanLink;
import dev.keyward.fleet.topology.fact.HostFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Fleets as a seed has them, well or badly arranged. Test-only. */
public final class RandomFleets {

  private final Random random;
  private final LocalKeys keys = new LocalKeys();

  public RandomFleets(long seed) {
    random = new Random(seed);
  }

  public Fleet next() {
    List<String> sites = names("site", 1 + random.nextInt(5));
    List<WanLink> links = new ArrayList<>();
    for (int i = 1; i < sites.size(); i++) {
      links.add(new WanLink("link-" + i, sites.get(random.nextInt(i)), sites.get(i)));
    }
    if (sites.size() > 2 && random.nextBoolean()) {
      links.add(new WanLink("link-extra", sites.get(0), sites.get(sites.size() - 1)));
    }
    List<String> hostNames = names("host", 1 + random.nextInt(5));
    List<String> vmNames = names("vm", 2 + random.nextInt(8));
    List<HgsCluster> clusters = clusters(sites, hostNames, new ArrayList<>(vmNames));
    List<FleetHost> hosts = new ArrayList<>();
    for (String name : hostNames) {
      hosts.add(host(name, sites, clusters));
    }
    List<FleetVm> vms = new ArrayList<>();
    Map<String, VmAccess> access = new HashMap<>();
    for (String name : vmNames) {
      vms.add(new FleetVm(name, any(hostNames), Optional.empty()));
      if (random.nextInt(12) > 0) {
        access.put(name, withKeys(access(clusters)));
      }
    }
    return Fleet.of(new Topology(sites, links, clusters, hosts, vms), access);
  }

  private static List<String> names(String kind, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(kind + "-" + i);
    }
    return names;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private List<HgsCluster> clusters(List<String> sites, List<String> hosts, List<String> freeVms) {
    List<HgsCluster> clusters = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      List<HgsNode> nodes = new ArrayList<>();
      int size = 1 + random.nextInt(2);
      for (int n = 0; n < size; n++) {
        boolean virtual = random.nextInt(5) < 3 && !freeVms.isEmpty();
        Optional<String> vm = virtual ? Optional.of(freeVms.remove(0)) : Optional.empty();
        nodes.add(new HgsNode("hgs-" + i + "-node-" + n, vm));
      }
      Set<String> registered = new HashSet<>();
      hosts.stream().filter(host -> random.nextInt(6) > 0).forEach(registered::add);
      clusters.add(
          new HgsCluster(
              "hgs-" + i,
              "guardian-" + i,
              any(sites),
              nodes,
              registered,
              policies(3),
              Optional.empty()));
    }
    return clusters;
  }

  private Set<String> policies(int chance) {
    Set<String> policies = new HashSet<>();
    for (String each : List.of("a", "b")) {
      if (random.nextInt(chance) == 0) {
        policies.add(each.repeat(64));
      }
    }
    return policies;
  }

  private FleetHost host(String name, List<String> sites, List<HgsCluster> clusters) {
    Optional<String> primary =
        random.nextInt(10) == 0 ? Optional.empty() : Optional.of(any(clusters).name());
    Optional<String> fallback =
        primary.isEmpty() || random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(any(clusters).name());
    int version = List.of(0, 1607, 1709, 2019).get(random.nextInt(4));
    int limit = 30 + random.nextInt(3) * 45;
    if (random.nextInt(4) == 0) {
      HostFacts facts = HostFacts.of(new HostFacts.Store(keys.host(name, random), Instant.EPOCH));
      return new FleetHost(
          name, any(sites), 0, Optional.empty(), Optional.empty(), limit, Set.of(), facts);
    }
    return new FleetHost(name, any(sites), version, primary, fallback, limit, policies(6));
  }

  /** Of hosts in local mode: one or two guardians that some of them may have. */
  private VmAccess withKeys(VmAccess access) {
    if (access.fault().isPresent()) {
      return access;
    }
    return access.with(
        Stream.of(random.nextInt(LocalKeys.GUARDIANS), random.nextInt(LocalKeys.GUARDIANS))
            .distinct()
            .map(keys::guardian)
            .toList());
  }

  private VmAccess access(List<HgsCluster> clusters) {
    if (random.nextInt(15) == 0) {
      return new VmAccess(Optional.of("x.kp"), Set.of(), Optional.of("not valid"));
    }
    Set<String> guardians = new HashSet<>();
    clusters.stream()
        .filter(cluster -> random.nextInt(5) < 3)
        .forEach(cluster -> guardians.add(cluster.guardian()));
    return new VmAccess(Optional.of("x.kp"), guardians, Optional.empty());
  }
}
