package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.ClockDifference;
import java.util.Optional;

/**
 * The result of a test of a host's services.
 *
 * @param status how the host stands now
 * @param state more of it; empty where nothing is configured
 * @param fallbackInUse whether a start would use the fallback now; empty where one service alone
 *     was asked, or none would serve a start
 * @param guardian the signing certificate that the service publishes, where it was reached
 * @param released whether a protector was released and checked as a start does; false where the
 *     service has none to try it with, empty where the test did not get so far
 * @param clocks how the service's clock differed from the host's, where it did
 * @param failure what went wrong
 */
public record TestedHost(
    AttestationStatus status,
    Optional<HostState> state,
    Optional<Boolean> fallbackInUse,
    Optional<GuardianCertificate> guardian,
    Optional<Boolean> released,
    Optional<ClockDifference> clocks,
    Optional<KeywardException> failure) {
  /** Of a host that has no such service. */
  static final TestedHost NOT_CONFIGURED =
      new TestedHost(
          AttestationStatus.NOT_CONFIGURED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The same, where no start would go this way: only one service was asked. */
  TestedHost ofOneService() {
    return new TestedHost(status, state, Optional.empty(), guardian, released, clocks, failure);
  }
}
