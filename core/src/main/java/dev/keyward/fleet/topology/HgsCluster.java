package dev.keyward.fleet.topology;

import dev.keyward.fleet.topology.fact.HostRegistration;
import dev.keyward.fleet.topology.fact.ServiceFacts;
import dev.keyward.fleet.topology.fact.Verdict;
import dev.keyward.hgs.message.OperationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Host Guardian Service: nodes with the same certificates and registrations.
 *
 * @param name unique in its fleet
 * @param guardian the name of the guardian that it is
 * @param site where its physical nodes are; a node that is a VM is where that VM is
 * @param nodes at least one
 * @param registered the hosts that pass its attestation
 * @param policies the SHA-256 of its attestation policies; empty where nobody said
 * @param address the DNS name that hosts ask it by, with a port where it is not the usual one;
 *     empty where nobody said
 * @param facts what is known of how it attests, and of its certificates
 */
public record HgsCluster(
    String name,
    String guardian,
    String site,
    List<HgsNode> nodes,
    Set<String> registered,
    Set<String> policies,
    Optional<String> address,
    ServiceFacts facts) {

  /** Copies lists and sets; refuses a cluster without nodes. */
  public HgsCluster {
    nodes = List.copyOf(nodes);
    registered = Set.copyOf(registered);
    policies = Set.copyOf(policies);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a cluster without nodes");
    }
  }

  /** A cluster of which nothing else is known. */
  public HgsCluster(
      String name,
      String guardian,
      String site,
      List<HgsNode> nodes,
      Set<String> registered,
      Set<String> policies,
      Optional<String> address) {
    this(name, guardian, site, nodes, registered, policies, address, ServiceFacts.NONE);
  }

  /** How its folder has that host; empty where there is no folder. */
  public Optional<HostRegistration> registration(FleetHost host) {
    return facts
        .description()
        .map(service -> HostRegistration.of(service, host.name(), host.facts().keys().host()));
  }

  /** The same service with those hosts registered. */
  HgsCluster registering(Set<String> hosts) {
    return new HgsCluster(name, guardian, site, nodes, hosts, policies, address, facts);
  }

  /** Whether attestation refuses the host, and why; empty where it passes. */
  public Optional<Verdict> refuses(FleetHost host) {
    return refusals(host).stream().findFirst();
  }

  /** Every reason why attestation refuses the host, in the order in which they show. */
  public List<Verdict> refusals(FleetHost host) {
    List<Verdict> all = new ArrayList<>();
    if (host.version() != 0 && host.version() < facts.leastVersion()) {
      all.add(Verdict.OLD_HOST);
    }
    Optional<OperationMode> attests = host.facts().mode();
    if (attests.isPresent() && facts.mode().isPresent() && !attests.equals(facts.mode())) {
      all.add(Verdict.OTHER_MODE);
    }
    if (!registered.contains(host.name())) {
      all.add(Verdict.NOT_REGISTERED);
    }
    if (!policies.isEmpty() && !policies.containsAll(host.policies())) {
      all.add(Verdict.OTHER_POLICY);
    }
    host.facts().unguarded().ifPresent(reason -> all.add(Verdict.NOT_GUARDED));
    if (facts.issuerEnded()) {
      all.add(Verdict.CERTIFICATE_ENDED);
    }
    return all;
  }

  /** Where hosts ask it: its address, else its name. */
  public String authority() {
    return address.orElse(name);
  }
}
