package dev.keyward.fleet;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.internal.json.YamlScalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a topology of the tree of its file. */
final class TopologyReader {

  private static final int MOST_LIMIT = 3600;
  private static final int MOST_VERSION = 99_999;
  private static final int LONGEST_NAME = 256;

  private final NamedFiles files;

  TopologyReader(TopologyFiles files) {
    this.files = new NamedFiles(files);
  }

  Topology read(YamlNode root) throws KeywardException, IOException {
    YamlFields fields = root.fields("a topology, a mapping");
    refuseOtherSchemas(fields.need("schema", "schema: " + Topology.SCHEMA));
    List<String> sites = new ArrayList<>();
    for (YamlNode item : items(fields.take("sites"), "a list of sites")) {
      sites.add(name(item, "the name of a site"));
    }
    List<WanLink> links = new ArrayList<>();
    for (YamlNode item : items(fields.take("links"), "a list of links")) {
      links.add(link(item));
    }
    List<FleetHost> hosts = new ArrayList<>();
    List<YamlNode> hostNodes = items(fields.take("hosts"), "a list of hosts");
    List<HgsCluster> clusters = new ArrayList<>();
    Set<String> hostNames = hostNames(hostNodes);
    for (YamlNode item : items(fields.take("hgs"), "a list of Host Guardian Services")) {
      clusters.add(cluster(item, hostNames));
    }
    for (YamlNode item : hostNodes) {
      hosts.add(host(item, clusters));
    }
    List<FleetVm> vms = new ArrayList<>();
    for (YamlNode item : items(fields.take("vms"), "a list of VMs")) {
      vms.add(vm(item));
    }
    fields.end();
    try {
      return new Topology(sites, links, clusters, hosts, vms);
    } catch (IllegalArgumentException e) {
      throw root.fault("contradiction", e.getMessage(), "each name once, and those of something");
    }
  }

  private static Set<String> hostNames(List<YamlNode> hosts) throws MalformedInputException {
    Set<String> names = new LinkedHashSet<>();
    for (YamlNode host : hosts) {
      YamlNode name = host.fields("a host, a mapping").need("name", "the host's name");
      names.add(word(name, "the host's name"));
    }
    return names;
  }

  private static void refuseOtherSchemas(YamlNode node) throws KeywardException {
    if (!node.text(Topology.SCHEMA).equals(Topology.SCHEMA)) {
      throw new UnsupportedFormatException(
          Fault.of("unknown-schema", node.at().toString(), node.kind(), Topology.SCHEMA));
    }
  }

  private static List<YamlNode> items(Optional<YamlNode> node, String expected)
      throws MalformedInputException {
    return node.isPresent() ? node.get().sequence(expected).items() : List.of();
  }

  /** Names come into reports and onto terminals: visible characters only. */
  private static String name(YamlNode node, String expected) throws MalformedInputException {
    String text = node.text(expected);
    if (!text.matches("\\P{C}+") || text.length() > LONGEST_NAME) {
      throw node.fault("bad-value", node.kind(), "1 to 256 visible characters");
    }
    return text;
  }

  /** Goes into command lines: of the form of guardians' names. */
  private static String word(YamlNode node, String expected) throws MalformedInputException {
    String text = name(node, expected);
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw node.fault("bad-value", node.kind(), "letters, digits, dots, hyphens, underscores");
    }
    return text;
  }

  private static Optional<String> optional(YamlFields fields, String key, String expected)
      throws MalformedInputException {
    Optional<YamlNode> node = fields.take(key);
    return node.isPresent() ? Optional.of(name(node.get(), expected)) : Optional.empty();
  }

  private static Set<String> names(YamlFields fields, String key, String expected)
      throws MalformedInputException {
    Set<String> names = new LinkedHashSet<>();
    for (YamlNode item : items(fields.take(key), expected)) {
      names.add(name(item, expected));
    }
    return names;
  }

  private static WanLink link(YamlNode node) throws MalformedInputException {
    YamlFields fields = node.fields("a link, a mapping");
    String name = name(fields.need("name", "the link's name"), "the link's name");
    YamlNode ends = fields.need("between", "the two sites");
    List<YamlNode> two = ends.sequence("two sites").items();
    if (two.size() != 2) {
      throw ends.fault("bad-value", two.size() + " sites", "two");
    }
    String from = name(two.get(0), "a site");
    String to = name(two.get(1), "a site");
    if (from.equals(to)) {
      throw ends.fault("bad-value", "the same site twice", "two sites");
    }
    fields.end();
    return new WanLink(name, from, to);
  }

  private HgsCluster cluster(YamlNode node, Set<String> hosts)
      throws KeywardException, IOException {
    YamlFields fields = node.fields("a Host Guardian Service, a mapping");
    String name = word(fields.need("name", "the service's name"), "the service's name");
    Optional<YamlNode> named = fields.take("guardian");
    String guardian = named.isPresent() ? word(named.get(), "the name of a guardian") : name;
    String site = name(fields.need("site", "the service's site"), "a site");
    List<HgsNode> nodes = nodes(fields.take("nodes"), name);
    Set<String> registered = new LinkedHashSet<>(names(fields, "registered", "a list of hosts"));
    Optional<YamlNode> folder = fields.take("folder");
    if (folder.isPresent()) {
      // A service may know hosts of other fleets.
      files.registered(folder.get()).stream().filter(hosts::contains).forEach(registered::add);
    }
    Set<String> policies = policies(fields.take("policies"));
    fields.end();
    return new HgsCluster(name, guardian, site, nodes, registered, policies);
  }

  /** Where nothing is said there is one physical node. */
  private static List<HgsNode> nodes(Optional<YamlNode> list, String cluster)
      throws MalformedInputException {
    if (list.isEmpty()) {
      return List.of(new HgsNode(cluster + "-node", Optional.empty()));
    }
    List<HgsNode> nodes = new ArrayList<>();
    for (YamlNode item : list.get().sequence("a list of nodes").items()) {
      YamlFields fields = item.fields("a node, a mapping");
      String name = name(fields.need("name", "the node's name"), "the node's name");
      nodes.add(new HgsNode(name, optional(fields, "vm", "the VM that the node is")));
      fields.end();
    }
    if (nodes.isEmpty()) {
      throw list.get().fault("contradiction", "a service without nodes", "at least one");
    }
    return nodes;
  }

  private static Set<String> policies(Optional<YamlNode> list) throws MalformedInputException {
    Set<String> digests = new LinkedHashSet<>();
    for (YamlNode item : items(list, "a list of SHA-256 of attestation policies")) {
      String text = item.text("the SHA-256 of an attestation policy");
      if (!text.matches("[0-9a-f]{64}")) {
        throw item.fault("bad-value", item.kind(), "64 hexadecimal digits, lower case");
      }
      digests.add(text);
    }
    return digests;
  }

  private FleetHost host(YamlNode node, List<HgsCluster> clusters)
      throws KeywardException, IOException {
    YamlFields fields = node.fields("a host, a mapping");
    String name = word(fields.need("name", "the host's name"), "the host's name");
    String site = name(fields.need("site", "the host's site"), "a site");
    int version = version(fields.take("version"));
    Optional<String> primary = optional(fields, "primary", "a Host Guardian Service");
    Optional<String> fallback = optional(fields, "fallback", "a Host Guardian Service");
    Optional<YamlNode> limit = fields.take("limit");
    Optional<YamlNode> configuration = fields.take("configuration");
    Set<String> policies = policies(fields.take("policies"));
    fields.end();
    if (configuration.isPresent()) {
      if (primary.isPresent() || fallback.isPresent()) {
        throw node.fault("contradiction", "a configuration beside primary or fallback", "either");
      }
      ClientConfiguration read = files.configuration(configuration.get(), clusters);
      primary = read.primary();
      fallback = read.fallback();
    }
    if (primary.isEmpty() && fallback.isPresent()) {
      throw node.fault("contradiction", "a fallback without a primary", "a primary");
    }
    int seconds =
        limit.isPresent() ? limit.get().wholeNumber(1, MOST_LIMIT) : FleetHost.DEFAULT_LIMIT;
    return new FleetHost(name, site, version, primary, fallback, seconds, policies);
  }

  /** Written as a number or in quotes, such as 1709. */
  private static int version(Optional<YamlNode> node) throws MalformedInputException {
    if (node.isEmpty()) {
      return 0;
    }
    if (node.get() instanceof YamlScalar scalar && scalar.text().matches("[1-9][0-9]{3,4}")) {
      return Integer.parseInt(scalar.text());
    }
    return node.get().wholeNumber(1, MOST_VERSION);
  }

  private static FleetVm vm(YamlNode node) throws MalformedInputException {
    YamlFields fields = node.fields("a VM, a mapping");
    String name = name(fields.need("name", "the VM's name"), "the VM's name");
    String host = name(fields.need("host", "the host that it runs on"), "a host");
    Optional<String> protector = optional(fields, "protector", "a name or path");
    fields.end();
    return new FleetVm(name, host, protector);
  }
}
