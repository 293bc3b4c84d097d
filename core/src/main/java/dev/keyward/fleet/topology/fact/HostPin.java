package dev.keyward.fleet.topology.fact;

import dev.keyward.host.failover.PinnedGuardian;

/**
 * Whose signature a host takes for what a service releases.
 *
 * @param service the service's name in the topology
 * @param guardian the keys that it takes
 */
public record HostPin(String service, PinnedGuardian guardian) {}
