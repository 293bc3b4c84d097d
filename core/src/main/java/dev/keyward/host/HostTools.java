package dev.keyward.host;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.failover.HostTransport;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a host meets outside itself.
 *
 * @param transport the network
 * @param timing time as it passes
 * @param clock the calendar, for certificates and events
 * @param engine the provider of RSA
 * @param random the source of salts and session numbers
 */
public record HostTools(
    HostTransport transport,
    HostTiming timing,
    InstantSource clock,
    RsaEngine engine,
    SecureRandom random) {}
