package dev.keyward.fleet.topology;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.fleet.matrix.HostBook;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.topology.NameBook.Kind;
import dev.keyward.fleet.topology.fact.HostFacts;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.internal.json.YamlSequence;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the hosts of a topology: guarded ones, and those that open protectors themselves. */
final class HostReader {

  private static final int MOST_LIMIT = 3600;
  private static final String SERVICE = "a Host Guardian Service";

  /** What a host in local mode has no use for. */
  private static final List<String> OF_SERVICES =
      List.of("primary", "fallback", "attestation", "limit", "policies");

  private final NamedFiles files;
  private final NameBook names;
  private final Instant now;

  HostReader(NamedFiles files, NameBook names, Instant now) {
    this.files = files;
    this.names = names;
    this.now = now;
  }

  List<FleetHost> read(List<YamlNode> nodes, List<HgsCluster> clusters)
      throws KeywardException, IOException {
    List<FleetHost> hosts = new ArrayList<>();
    for (YamlNode node : nodes) {
      hosts.add(host(node, clusters));
    }
    refuseTwins(hosts, nodes);
    return hosts;
  }

  /** Windows compares the names of hosts without case, and takes short names for full ones. */
  private static void refuseTwins(List<FleetHost> hosts, List<YamlNode> nodes)
      throws MalformedInputException {
    HostBook book = new HostBook(hosts.stream().map(FleetHost::name).toList());
    Map<String, FleetHost> firsts = new HashMap<>();
    for (int i = 0; i < hosts.size(); i++) {
      FleetHost host = hosts.get(i);
      FleetHost first = firsts.putIfAbsent(book.find(host.name()).orElseThrow(), host);
      if (first != null && (first.local().isPresent() || host.local().isPresent())) {
        throw nodes
            .get(i)
            .fault(
                "contradiction",
                "the host \"" + host.name() + "\", which Windows takes for " + first.name(),
                "each host once");
      }
    }
  }

  private FleetHost host(YamlNode node, List<HgsCluster> clusters)
      throws KeywardException, IOException {
    YamlFields fields = node.fields("a host, a mapping");
    String name = names.givenWord(Kind.HOST, fields, "the host's name");
    String site = names.used(Kind.SITE, fields.need("site", "the host's site"), "a site");
    int version = TopologyWords.version(fields.take("version"));
    Optional<YamlNode> mode = fields.take("mode");
    Optional<YamlNode> certificates = fields.take("certificates");
    ClientConfiguration asks = asks(node, fields, clusters);
    Optional<YamlNode> limit = fields.take("limit");
    Set<String> policies = TopologyWords.policies(fields.take("policies"));
    HostFacts facts = facts(asks, fields.take("attestation"));
    Optional<YamlNode> log = fields.take("measuredLog");
    if (log.isPresent()) {
      facts = facts.with(files.boot(log.get()));
    }
    boolean local = isLocal(mode, certificates, asks);
    if (local) {
      refuseServices(fields);
      facts = HostFacts.of(new HostFacts.Store(files.local(name, paths(certificates)), now));
    }
    fields.end();
    int seconds =
        limit.isPresent() ? limit.get().wholeNumber(1, MOST_LIMIT) : FleetHost.DEFAULT_LIMIT;
    return new FleetHost(
        name, site, version, asks.primary(), asks.fallback(), seconds, policies, facts);
  }

  /**
   * Whether a host opens protectors with its own keys, and the topology is about these keys. A
   * configuration alone says nothing of them.
   */
  private static boolean isLocal(
      Optional<YamlNode> mode, Optional<YamlNode> certificates, ClientConfiguration asks)
      throws MalformedInputException {
    boolean configured = asks.facts().local();
    boolean asking = asks.primary().isPresent();
    Optional<HostMode> said = TopologyWords.hostMode(mode);
    if (said.isPresent() && (said.get() == HostMode.HGS ? configured : asking)) {
      throw mode.get()
          .fault(
              "contradiction",
              configured
                  ? mode.get().kind() + " beside a configuration in local mode"
                  : mode.get().kind() + " for a host that asks " + asks.primary().get(),
              "local for a host that asks no service, hgs for one that does");
    }
    boolean local = said.map(HostMode.LOCAL::equals).orElse(configured);
    if (certificates.isPresent() && !local) {
      YamlNode node = certificates.get();
      Fault fault =
          Fault.of(
              "contradiction",
              node.at().toString(),
              "certificates of a host without mode: local",
              "both, or neither");
      throw new MalformedInputException(
          fault.withHint(
              "a host uses its own certificates in local mode only; add mode: local, or remove the"
                  + " certificates"));
    }
    return local && (said.isPresent() || certificates.isPresent());
  }

  private static void refuseServices(YamlFields fields) throws MalformedInputException {
    for (String key : OF_SERVICES) {
      Optional<YamlNode> node = fields.take(key);
      if (node.isPresent()) {
        throw node.get()
            .fault(
                "contradiction",
                key + " of a host in local mode",
                "no such key, since the host asks no service");
      }
    }
  }

  /** One path, or a list of them; nothing where none were collected. */
  private static Optional<List<YamlNode>> paths(Optional<YamlNode> certificates)
      throws MalformedInputException {
    if (certificates.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        certificates.get() instanceof YamlSequence list
            ? list.items()
            : List.of(certificates.get()));
  }

  /** What the topology says of the mode counts; a configuration may be older. */
  private static HostFacts facts(ClientConfiguration asks, Optional<YamlNode> said)
      throws MalformedInputException {
    Optional<OperationMode> mode = TopologyWords.mode(said);
    return mode.map(asks.facts()::attesting).orElse(asks.facts());
  }

  private ClientConfiguration asks(YamlNode node, YamlFields fields, List<HgsCluster> clusters)
      throws KeywardException, IOException {
    Optional<String> primary = names.used(Kind.HGS, fields.take("primary"), SERVICE);
    Optional<String> fallback = names.used(Kind.HGS, fields.take("fallback"), SERVICE);
    Optional<YamlNode> configuration = fields.take("configuration");
    if (configuration.isPresent()) {
      if (primary.isPresent() || fallback.isPresent()) {
        throw node.fault("contradiction", "a configuration beside primary or fallback", "either");
      }
      return files.configuration(configuration.get(), clusters);
    }
    if (primary.isEmpty() && fallback.isPresent()) {
      throw node.fault("contradiction", "a fallback without a primary", "a primary");
    }
    return new ClientConfiguration(primary, fallback, HostFacts.NONE);
  }
}
