package dev.keyward.fleet;

import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.HgsNode;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.WanLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** As large as fleets get: 10,000 machines on 200 hosts with 40 services. Test-only. */
final class LargeFleet {

  static final int VMS = 10_000;

  private static final int HOSTS = 200;
  private static final int SERVICES = 40;
  private static final int SITES = 20;
  private static final int PHYSICAL = 4;

  private final Random random = new Random(1709);

  private LargeFleet() {}

  /** Computes all pairs, the findings and the gaps; prints how long that took. */
  public static void main(String[] arguments) {
    Fleet fleet = new LargeFleet().make();
    long begin = System.nanoTime();
    Availability availability = Availability.of(fleet);
    int findings = FleetRules.findings(fleet, availability, text -> text).size();
    int gaps = availability.gaps().size();
    System.out.printf(
        Locale.ROOT,
        "%d pairs, %d survivors, %d findings, %d gaps: %.1f s%n",
        availability.pairs(),
        availability.survivors(),
        findings,
        gaps,
        (System.nanoTime() - begin) / 1e9);
  }

  private Fleet make() {
    List<String> sites = new ArrayList<>();
    List<WanLink> links = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      sites.add("site-" + site);
      if (site > 0) {
        links.add(new WanLink("wan-" + site, "site-" + (site < 4 ? 0 : site % 4), "site-" + site));
      }
    }
    List<FleetHost> hosts = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      hosts.add(host(host));
    }
    List<FleetVm> vms = new ArrayList<>();
    Map<String, VmAccess> access = new HashMap<>();
    for (int vm = 0; vm < VMS; vm++) {
      FleetHost host = hosts.get(vm % HOSTS);
      vms.add(new FleetVm("vm-" + vm, host.name(), Optional.empty()));
      access.put("vm-" + vm, access(host));
    }
    return Fleet.of(new Topology(sites, links, services(), hosts, vms), access);
  }

  private FleetHost host(int host) {
    int site = host % SITES;
    String primary = "hgs-" + (site + SITES * random.nextInt(SERVICES / SITES));
    String fallback = "hgs-" + random.nextInt(PHYSICAL);
    return new FleetHost(
        "host-" + host,
        "site-" + site,
        1709,
        Optional.of(primary),
        Optional.of(fallback),
        FleetHost.DEFAULT_LIMIT,
        Set.of());
  }

  private VmAccess access(FleetHost host) {
    Set<String> guardians = new HashSet<>();
    for (String service : List.of(host.primary().get(), host.fallback().get())) {
      if (random.nextInt(20) > 0) {
        guardians.add(service);
      }
    }
    guardians.add("hgs-" + random.nextInt(SERVICES));
    return new VmAccess(Optional.of("x.kp"), guardians, Optional.empty());
  }

  /** The first are physical; the nodes of the others are machines of their sites' hosts. */
  private List<HgsCluster> services() {
    List<HgsCluster> services = new ArrayList<>();
    for (int service = 0; service < SERVICES; service++) {
      List<HgsNode> nodes = new ArrayList<>();
      for (int node = 0; node < 2; node++) {
        int vm = service % SITES + SITES * (2 * (service / SITES) + node);
        Optional<String> machine = service < PHYSICAL ? Optional.empty() : Optional.of("vm-" + vm);
        nodes.add(new HgsNode("node-" + service + "-" + node, machine));
      }
      Set<String> registered = new HashSet<>();
      for (int host = 0; host < HOSTS; host++) {
        if (random.nextInt(50) > 0) {
          registered.add("host-" + host);
        }
      }
      services.add(
          new HgsCluster(
              "hgs-" + service,
              "hgs-" + service,
              "site-" + service % SITES,
              nodes,
              registered,
              Set.of(),
              Optional.empty()));
    }
    return services;
  }
}
