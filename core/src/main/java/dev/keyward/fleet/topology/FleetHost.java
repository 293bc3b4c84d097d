package dev.keyward.fleet.topology;

import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.topology.fact.HostFacts;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.log.MeasuredBoot;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A host: guarded, or in local mode.
 *
 * @param name unique in its fleet
 * @param site where it is
 * @param version of Windows Server, such as 1709; 0 where nobody said
 * @param primary the cluster that it asks first; empty where none is configured
 * @param fallback the cluster that it asks where the primary cannot be reached
 * @param limit how many seconds the tries of one service may take together
 * @param policies the SHA-256 of the attestation policies that it keeps
 * @param facts what is known of its attestation
 */
public record FleetHost(
    String name,
    String site,
    int version,
    Optional<String> primary,
    Optional<String> fallback,
    int limit,
    Set<String> policies,
    HostFacts facts) {

  /** The limit where nobody said: what the article has. */
  public static final int DEFAULT_LIMIT = 120;

  /** The first version of Windows Server that has a fallback. */
  public static final int FALLBACK_VERSION = 1709;

  /** Copies the set; refuses a fallback without a primary. */
  public FleetHost {
    policies = Set.copyOf(policies);
    if (primary.isEmpty() && fallback.isPresent()) {
      throw new IllegalArgumentException("a fallback without a primary");
    }
  }

  /** A host of which nothing else is known. */
  public FleetHost(
      String name,
      String site,
      int version,
      Optional<String> primary,
      Optional<String> fallback,
      int limit,
      Set<String> policies) {
    this(name, site, version, primary, fallback, limit, policies, HostFacts.NONE);
  }

  /** The host with its own keys, where it opens protectors with them and the topology names it. */
  public Optional<LocalHost> local() {
    return facts.store().map(HostFacts.Store::host);
  }

  /** Whether the host uses its fallback: not before version 1709. */
  public boolean hasUsableFallback() {
    return fallback.isPresent() && (version == 0 || version >= FALLBACK_VERSION);
  }

  /** The services that it asks, the primary one first; without the fallback it is one or none. */
  public Stream<String> asked() {
    return Stream.concat(primary.stream(), fallback.stream()).distinct();
  }

  /** The same host with what its TPM last measured. */
  FleetHost withBoot(MeasuredBoot boot) {
    return new FleetHost(name, site, version, primary, fallback, limit, policies, facts.with(boot));
  }

  /** The same host with that key of its own. */
  FleetHost withKey(Thumbprint key) {
    HostFacts.Keys keys = new HostFacts.Keys(Optional.of(key), facts.keys().pins());
    return new FleetHost(name, site, version, primary, fallback, limit, policies, facts.with(keys));
  }
}
