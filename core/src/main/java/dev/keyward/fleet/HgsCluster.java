package dev.keyward.fleet;

import java.util.List;
import java.util.Objects;
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
 */
public record HgsCluster(
    String name,
    String guardian,
    String site,
    List<HgsNode> nodes,
    Set<String> registered,
    Set<String> policies,
    Optional<String> address) {

  /** Copies lists and sets; refuses missing parts and a cluster without nodes. */
  public HgsCluster {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(guardian, "guardian");
    Objects.requireNonNull(site, "site");
    nodes = List.copyOf(nodes);
    registered = Set.copyOf(registered);
    policies = Set.copyOf(policies);
    Objects.requireNonNull(address, "address");
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a cluster without nodes");
    }
  }

  /** Where hosts ask it: its address, else its name. */
  String authority() {
    return address.orElse(name);
  }
}
