package dev.keyward.fleet.topology;

import dev.keyward.KeywardException;
import dev.keyward.internal.json.YamlReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sites, what joins them, and what runs there; file form {@code keyward.fleet/1}: YAML of at most 1
 * MiB. Every name that one part uses is that of another part.
 *
 * @param sites their names
 * @param links the ways between them
 * @param clusters the Host Guardian Services
 * @param hosts the guarded hosts, and those in local mode
 * @param vms the shielded machines
 */
public record Topology(
    List<String> sites,
    List<WanLink> links,
    List<HgsCluster> clusters,
    List<FleetHost> hosts,
    List<FleetVm> vms) {

  /** The value of the key {@code schema}. */
  public static final String SCHEMA = "keyward.fleet/1";

  /** Copies the lists; refuses names that are given twice, and names of nothing. */
  public Topology {
    sites = List.copyOf(sites);
    links = List.copyOf(links);
    clusters = List.copyOf(clusters);
    hosts = List.copyOf(hosts);
    vms = List.copyOf(vms);
    new TopologyCheck(sites, links, clusters, hosts, vms).check();
  }

  /**
   * Reads a topology.
   *
   * @param yaml the file: UTF-8, with or without byte order mark
   * @param where what to call the file in errors
   * @param files reads what it names: folders of services, configurations of hosts
   * @throws KeywardException as {@code AuditPolicy#parse}; {@code contradiction} also for a name of
   *     nothing or one given twice
   * @throws IOException where one of the files cannot be read
   */
  public static Topology parse(byte[] yaml, String where, TopologyFiles files)
      throws KeywardException, IOException {
    try {
      return new TopologyReader(files).read(YamlReader.read(yaml));
    } catch (KeywardException e) {
      throw e.within(where);
    }
  }

  /** The cluster of that name. */
  public Optional<HgsCluster> cluster(String name) {
    return clusters.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The names of the machines of each host that has some. */
  public Map<String, List<String>> vmsByHost() {
    return vms.stream()
        .collect(
            Collectors.groupingBy(
                FleetVm::host, Collectors.mapping(FleetVm::name, Collectors.toList())));
  }

  /** Whether machines depend on services: not where all hosts open protectors themselves. */
  public boolean needsServices() {
    return hosts.isEmpty() || hosts.stream().anyMatch(host -> host.local().isEmpty());
  }

  /** Whether some host opens protectors with keys of its own. */
  public boolean hasLocalHosts() {
    return hosts.stream().anyMatch(host -> host.local().isPresent());
  }

  /** The hosts by their names. */
  public Map<String, FleetHost> hostsByName() {
    return hosts.stream().collect(Collectors.toMap(FleetHost::name, Function.identity()));
  }
}
