package dev.keyward.fleet.topology;

import dev.keyward.hgs.message.OperationMode;
import java.util.Optional;

/**
 * What is known about the attestation of a host.
 *
 * @param mode how it proves its health; empty where nobody said
 * @param unguarded what its own configuration says about attestation that did not pass, lower case;
 *     empty where it passed, or nobody said
 * @param local whether it opens protectors with its own keys, and asks no service
 */
public record HostFacts(Optional<OperationMode> mode, Optional<String> unguarded, boolean local) {

  /** Nothing is known. */
  public static final HostFacts NONE = new HostFacts(Optional.empty(), Optional.empty(), false);

  /** A host in local mode. */
  static final HostFacts LOCAL = new HostFacts(Optional.empty(), Optional.empty(), true);
}
