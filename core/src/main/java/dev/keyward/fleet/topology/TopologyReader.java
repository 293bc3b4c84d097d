package dev.keyward.fleet.topology;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.fleet.topology.NameBook.Kind;
import dev.keyward.fleet.topology.fact.MeasuredService;
import dev.keyward.fleet.topology.fact.ServiceFacts;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.tpm.log.MeasuredBoot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a topology of the tree of its file. */
final class TopologyReader {

  private static final String SERVICE = "a Host Guardian Service";

  private final NamedFiles files;
  private final Instant now;
  private final NameBook names = new NameBook();

  /** The folders of services that attest measured hosts, by their names. */
  private final Map<String, YamlNode> folders = new HashMap<>();

  TopologyReader(TopologyFiles files) {
    this.files = new NamedFiles(files);
    this.now = files == null ? Instant.EPOCH : files.now();
  }

  Topology read(YamlNode root) throws KeywardException, IOException {
    YamlFields fields = root.fields("a topology, a mapping");
    refuseOtherSchemas(fields.need("schema", "schema: " + Topology.SCHEMA));
    List<String> sites = new ArrayList<>();
    for (YamlNode item : TopologyWords.items(fields.take("sites"), "a list of sites")) {
      sites.add(names.given(Kind.SITE, item, "the name of a site"));
    }
    List<WanLink> links = new ArrayList<>();
    for (YamlNode item : TopologyWords.items(fields.take("links"), "a list of links")) {
      links.add(link(item));
    }
    List<YamlNode> services =
        TopologyWords.items(fields.take("hgs"), "a list of Host Guardian Services");
    List<YamlNode> guarded = TopologyWords.items(fields.take("hosts"), "a list of hosts");
    List<YamlNode> machines = TopologyWords.items(fields.take("vms"), "a list of VMs");
    fields.end();
    List<HgsCluster> clusters = new ArrayList<>();
    for (YamlNode item : services) {
      clusters.add(cluster(item));
    }
    List<FleetHost> hosts = recorded(new HostReader(files, names, now).read(guarded, clusters));
    Registrations registrations = new Registrations(clusters);
    List<FleetHost> known = registrations.known(hosts);
    List<FleetVm> vms = vms(machines, hosts);
    names.end();
    return new Topology(sites, links, registrations.having(known), known, vms);
  }

  private static void refuseOtherSchemas(YamlNode node) throws KeywardException {
    if (!node.text(Topology.SCHEMA).equals(Topology.SCHEMA)) {
      throw new UnsupportedFormatException(
          Fault.of("unknown-schema", node.at().toString(), node.kind(), Topology.SCHEMA));
    }
  }

  private WanLink link(YamlNode node) throws MalformedInputException {
    YamlFields fields = node.fields("a link, a mapping");
    String expected = "the link's name";
    String name = names.given(Kind.LINK, fields.need("name", expected), expected);
    YamlNode ends = fields.need("between", "the two sites");
    List<YamlNode> two = ends.sequence("two sites").items();
    if (two.size() != 2) {
      throw ends.fault("bad-value", two.size() + " sites", "two");
    }
    String from = names.used(Kind.SITE, two.get(0), "a site");
    String to = names.used(Kind.SITE, two.get(1), "a site");
    if (from.equals(to)) {
      throw ends.fault("bad-value", "the same site twice", "two sites");
    }
    fields.end();
    return new WanLink(name, from, to);
  }

  private HgsCluster cluster(YamlNode node) throws KeywardException, IOException {
    YamlFields fields = node.fields(SERVICE + ", a mapping");
    String name = names.givenWord(Kind.HGS, fields, "the service's name");
    Optional<YamlNode> named = fields.take("guardian");
    String guardian = named.isPresent() ? TopologyWords.guardian(named.get()) : name;
    String site = names.used(Kind.SITE, fields.need("site", "the service's site"), "a site");
    Optional<YamlNode> address = fields.take("address");
    Optional<String> dns =
        address.isPresent() ? Optional.of(TopologyWords.address(address.get())) : Optional.empty();
    List<HgsNode> nodes = nodes(fields.take("nodes"), name, node);
    Set<String> registered = new LinkedHashSet<>();
    for (YamlNode item : TopologyWords.items(fields.take("registered"), "a list of hosts")) {
      registered.add(names.used(Kind.HOST, item, "a host"));
    }
    Optional<YamlNode> folder = fields.take("folder");
    Optional<HgsDescription> service =
        folder.isPresent() ? Optional.of(files.service(folder.get())) : Optional.empty();
    Set<String> policies = TopologyWords.policies(fields.take("policies"));
    Optional<MeasuredService> measured =
        folder.isPresent() ? files.measured(folder.get()) : Optional.empty();
    if (measured.isPresent()) {
      folders.put(name, folder.get());
      policies = measured.get().policies().isEmpty() ? policies : measured.get().policies();
    }
    ServiceFacts facts = facts(fields, service, measured);
    fields.end();
    return new HgsCluster(name, guardian, site, nodes, registered, policies, dns, facts);
  }

  /** A folder is that of a service of Keyward, which attests host keys and answers all versions. */
  private ServiceFacts facts(
      YamlFields fields, Optional<HgsDescription> service, Optional<MeasuredService> measured)
      throws MalformedInputException {
    Optional<YamlNode> said = fields.take("attestation");
    Optional<OperationMode> mode = TopologyWords.mode(said);
    boolean onlyV2 = TopologyWords.onlyV2(fields.take("protocol"));
    if (service.isPresent()) {
      AttestationKind kind = service.get().measuring().kind();
      Optional<OperationMode> own = mode(kind);
      if (mode.isPresent() && own.isPresent() && !mode.equals(own)) {
        throw said.get()
            .fault("contradiction", said.get().kind(), kind.word() + ", as the folder has");
      }
      mode = own;
    }
    return new ServiceFacts(mode, onlyV2, service, now, measured);
  }

  /** A service for both kinds refuses no host for its mode. */
  private static Optional<OperationMode> mode(AttestationKind kind) {
    return switch (kind) {
      case HOST_KEY -> Optional.of(OperationMode.HOST_KEY);
      case TPM -> Optional.of(OperationMode.TPM);
      case BOTH -> Optional.empty();
    };
  }

  /** The same hosts with the boots that their services have recorded, the primary's first. */
  private List<FleetHost> recorded(List<FleetHost> hosts) throws KeywardException, IOException {
    List<FleetHost> recorded = new ArrayList<>();
    for (FleetHost host : hosts) {
      Optional<MeasuredBoot> boot = Optional.empty();
      for (String service : host.asked().filter(folders::containsKey).toList()) {
        if (boot.isEmpty() && host.facts().boot().isEmpty()) {
          boot = files.boot(Optional.ofNullable(folders.get(service)).orElseThrow(), host.name());
        }
      }
      recorded.add(boot.map(host::withBoot).orElse(host));
    }
    return recorded;
  }

  /** Where nothing is said there is one physical node. */
  private List<HgsNode> nodes(Optional<YamlNode> list, String cluster, YamlNode whole)
      throws MalformedInputException {
    if (list.isEmpty()) {
      names.give(Kind.NODE, cluster + "-node", whole);
      return List.of(new HgsNode(cluster + "-node", Optional.empty()));
    }
    List<HgsNode> nodes = new ArrayList<>();
    for (YamlNode item : list.get().sequence("a list of nodes").items()) {
      nodes.add(node(item));
    }
    if (nodes.isEmpty()) {
      throw list.get().fault("contradiction", "a service without nodes", "at least one");
    }
    return nodes;
  }

  private HgsNode node(YamlNode item) throws MalformedInputException {
    YamlFields fields = item.fields("a node, a mapping");
    String expected = "the node's name";
    String name = names.given(Kind.NODE, fields.need("name", expected), expected);
    Optional<YamlNode> machine = fields.take("vm");
    Optional<String> vm = Optional.empty();
    if (machine.isPresent()) {
      vm = Optional.of(names.given(Kind.NODE_VM, machine.get(), "the VM that the node is"));
      names.use(Kind.VM, vm.get(), machine.get());
    }
    fields.end();
    return new HgsNode(name, vm);
  }

  private List<FleetVm> vms(List<YamlNode> machines, List<FleetHost> hosts)
      throws MalformedInputException {
    Map<String, String> siteOfHost = new HashMap<>();
    hosts.forEach(host -> siteOfHost.put(host.name(), host.site()));
    List<FleetVm> vms = new ArrayList<>();
    for (YamlNode item : machines) {
      vms.add(vm(item, siteOfHost));
    }
    return vms;
  }

  private FleetVm vm(YamlNode node, Map<String, String> siteOfHost) throws MalformedInputException {
    YamlFields fields = node.fields("a VM, a mapping");
    String name = names.given(Kind.VM, fields.need("name", "the VM's name"), "the VM's name");
    String host = names.used(Kind.HOST, fields.need("host", "the host that it runs on"), "a host");
    Optional<YamlNode> site = fields.take("site");
    if (site.isPresent()) {
      requireSite(site.get(), Optional.ofNullable(siteOfHost.get(host)));
    }
    Optional<YamlNode> named = fields.take("protector");
    Optional<String> protector = Optional.empty();
    if (named.isPresent()) {
      protector = Optional.of(TopologyWords.name(named.get(), "a name, an id or a path"));
    }
    fields.end();
    return new FleetVm(name, host, protector);
  }

  /** A VM is where its host is; one that was moved without its line is told. */
  private void requireSite(YamlNode site, Optional<String> ofHost) throws MalformedInputException {
    String stated = names.used(Kind.SITE, site, "a site");
    if (ofHost.isPresent() && !stated.equals(ofHost.get())) {
      String found = site.kind() + " for a VM whose host is in \"" + ofHost.get() + "\"";
      throw site.fault("contradiction", found, "the site of its host, or no such key");
    }
  }
}
