package dev.keyward.host.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Two clocks that differ by more than five minutes.
 *
 * @param host what the host's clock said
 * @param service what the service's said at the same moment, in whole seconds
 * @param side which service
 */
public record ClockDifference(Instant host, Instant service, Side side) {

  private static final Duration MOST = Duration.ofMinutes(5);

  /** Empty where they agree well enough. */
  public static Optional<ClockDifference> of(Instant host, Instant service, Side side) {
    return Duration.between(host, service).abs().compareTo(MOST) > 0
        ? Optional.of(new ClockDifference(host, service, side))
        : Optional.empty();
  }
}
