package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.failover.AttestationStatus;
import java.util.Optional;

/**
 * What a test of a host's services came to.
 *
 * @param status how the host stands now
 * @param state more of it; empty where nothing is configured
 * @param guardian the signing certificate that the service publishes, where it was reached
 * @param failure what went wrong
 */
public record TestedHost(
    AttestationStatus status,
    Optional<HostState> state,
    Optional<GuardianCertificate> guardian,
    Optional<KeywardException> failure) {}
