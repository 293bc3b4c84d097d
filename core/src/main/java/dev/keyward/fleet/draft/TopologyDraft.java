package dev.keyward.fleet.draft;

import dev.keyward.fleet.topology.Topology;
import dev.keyward.text.ForeignText;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A topology to start from: a service for each guardian that is granted access somewhere, one site,
 * one host, and the machines whose protectors were found. What cannot be known stands in comments.
 */
public final class TopologyDraft {

  private static final String HOST = "host-1";

  private final List<Machine> machines;
  private final Map<String, Set<String>> registered;
  private final List<String> certificates;

  /**
   * A machine whose protector was found.
   *
   * @param name unique in the draft
   * @param protector what its protector is found by, where that is not its name
   * @param guardians the names of those it is granted to, without its owner
   * @param host the Hyper-V host in local mode that lists it; empty where that is not asked
   */
  public record Machine(
      String name, Optional<String> protector, Set<String> guardians, Optional<String> host) {

    /** Copies the set. */
    public Machine {
      guardians = Set.copyOf(guardians);
    }

    /** One whose host is not known. */
    public Machine(String name, Optional<String> protector, Set<String> guardians) {
      this(name, protector, guardians, Optional.empty());
    }
  }

  /**
   * A draft.
   *
   * @param machines in the order in which the topology has them
   * @param registered the hosts that services are known to have registered, by the guardian's name
   */
  public TopologyDraft(List<Machine> machines, Map<String, Set<String>> registered) {
    this(machines, registered, List.of());
  }

  /**
   * A draft with hosts in local mode: those that list machines.
   *
   * @param certificates what was collected of their stores, relative to the topology
   */
  public TopologyDraft(
      List<Machine> machines, Map<String, Set<String>> registered, List<String> certificates) {
    this.machines = List.copyOf(machines);
    this.registered = Map.copyOf(registered);
    this.certificates = List.copyOf(certificates);
  }

  /** The YAML, which {@link Topology#parse} reads. */
  public String encode() {
    StringBuilder out = new StringBuilder();
    out.append(
        "# Which Host Guardian Service starts which machine? Say here where everything is,\n");
    out.append("# then ask: keyward fleet check, keyward fleet availability\n");
    out.append("schema: ").append(Topology.SCHEMA).append("\n\n");
    out.append("# Places that can lose power or their way to the others.\n");
    out.append("sites: [site-1]\n");
    out.append("# links:\n#   - {name: wan-1, between: [site-1, site-2]}\n\n");
    services(out);
    hosts(out);
    machines(out);
    return out.toString();
  }

  private void services(StringBuilder out) {
    Set<String> services = services();
    out.append(
        "# One for each guardian that some machine is granted to. A node that is itself a\n");
    out.append("# shielded VM is written {name: node-1, vm: NAME}; without nodes there is one\n");
    out.append(
        "# physical machine. Instead of registered, folder: DIR reads a folder of hgs init;\n");
    out.append("# address: hgs.example.org is what hosts ask it by, where that is not its name.\n");
    if (services.isEmpty()) {
      out.append("# hgs:\n#   - {name: hgs-1, site: site-1, registered: [").append(HOST);
      out.append("]}\n\n");
      return;
    }
    out.append("hgs:\n");
    for (String service : services) {
      Set<String> hosts = new TreeSet<>(registered.getOrDefault(service, Set.of(HOST)));
      out.append("  - name: ").append(quoted(service)).append('\n');
      out.append("    site: site-1\n");
      out.append("    registered: ").append(list(hosts)).append('\n');
    }
    out.append('\n');
  }

  private Set<String> services() {
    Set<String> services = new TreeSet<>(registered.keySet());
    machines.forEach(machine -> services.addAll(machine.guardians()));
    return services;
  }

  private void hosts(StringBuilder out) {
    List<String> services = List.copyOf(services());
    out.append(
        "# version is that of Windows Server: a fallback needs 1709 or later, attestation\n");
    out.append("# with a host key (what a folder of hgs init has) needs 1809. Instead of\n");
    out.append("# primary and fallback, configuration: FILE reads what\n");
    out.append("# Get-HgsClientConfiguration | ConvertTo-Json gave.\n");
    out.append("# A Hyper-V host in local mode asks no service. Its line has mode: local, and\n");
    out.append("# certificates: FILE with what was collected of its store.\n");
    Set<String> hosts = new TreeSet<>();
    if (local().isEmpty() || machines.stream().anyMatch(each -> each.host().isEmpty())) {
      hosts.add(HOST);
    }
    registered.values().forEach(hosts::addAll);
    hosts.removeAll(local());
    out.append("hosts:\n");
    for (String host : local()) {
      out.append("  - name: ").append(quoted(host)).append("\n    site: site-1\n");
      out.append("    mode: local\n    certificates: ").append(list(certificates)).append('\n');
    }
    for (String host : hosts) {
      out.append("  - name: ").append(quoted(host)).append("\n    site: site-1\n");
      out.append("    version: 1809\n");
      if (!services.isEmpty()) {
        out.append("    primary: ").append(quoted(services.get(0))).append('\n');
      }
      if (services.size() > 1) {
        out.append("    fallback: ").append(quoted(services.get(1))).append('\n');
      }
    }
    out.append('\n');
  }

  private void machines(StringBuilder out) {
    out.append("# protector: NAME or PATH, where it is not found under the machine's own name.\n");
    if (machines.isEmpty()) {
      out.append("# vms:\n#   - {name: vm-1, host: ").append(HOST).append("}\n");
      return;
    }
    out.append("vms:\n");
    for (Machine machine : machines) {
      out.append("  - {name: ").append(quoted(machine.name())).append(", host: ");
      out.append(machine.host().map(TopologyDraft::quoted).orElse(HOST));
      machine.protector().ifPresent(by -> out.append(", protector: ").append(quoted(by)));
      out.append("}\n");
    }
  }

  private Set<String> local() {
    Set<String> local = new TreeSet<>();
    machines.forEach(machine -> machine.host().ifPresent(local::add));
    return local;
  }

  private static String list(Collection<String> names) {
    return "[" + String.join(", ", names.stream().map(TopologyDraft::quoted).toList()) + "]";
  }

  /**
   * Always in quotes, so that a name stays a name. What cannot be seen is escaped, since the reader
   * of topologies refuses it elsewhere.
   */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    name.codePoints()
        .forEach(
            point -> {
              if (ForeignText.isUnsafe(point)) {
                quoted.append(String.format(Locale.ROOT, "\\U%08X", point));
              } else {
                quoted.append(point == '"' || point == '\\' ? "\\" : "").appendCodePoint(point);
              }
            });
    return quoted.append('"').toString();
  }
}
