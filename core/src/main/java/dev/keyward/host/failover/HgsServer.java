package dev.keyward.host.failover;

import java.util.Optional;

/**
 * A Host Guardian Service in a host's configuration.
 *
 * @param address where it is
 * @param guardian who may seal what it releases; empty where nobody was pinned
 */
public record HgsServer(HgsAddress address, Optional<PinnedGuardian> guardian) {}
