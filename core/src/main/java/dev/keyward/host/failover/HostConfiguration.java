package dev.keyward.host.failover;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which services a host asks, and how long it waits.
 *
 * @param primary asked first, always
 * @param fallback asked when the primary cannot be reached
 * @param authorities the only ones that are trusted for https; none means the runtime's own; at
 *     most 64
 * @param failoverLimit the time for all tries of one service together, 1 second to 1 hour
 */
public record HostConfiguration(
    HgsServer primary,
    Optional<HgsServer> fallback,
    List<GuardianCertificate> authorities,
    Duration failoverLimit) {

  /** The limit where nothing else is asked for, as the article has it. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(120);

  /** The longest limit. */
  public static final Duration MAX_LIMIT = Duration.ofHours(1);

  /** The most authorities. */
  public static final int MAX_AUTHORITIES = 64;

  /** Copies the list; refuses values out of bounds. */
  public HostConfiguration {
    authorities = List.copyOf(authorities);
    boolean fits =
        failoverLimit.compareTo(Duration.ofSeconds(1)) >= 0
            && failoverLimit.compareTo(MAX_LIMIT) <= 0
            && failoverLimit.equals(Duration.ofSeconds(failoverLimit.toSeconds()));
    if (!fits || authorities.size() > MAX_AUTHORITIES) {
      throw new IllegalArgumentException("whole seconds from 1 to 3600, and 64 authorities");
    }
  }

  /** Reads the JSON of {@link #encode}; schema {@code keyward.host/1}, at most 1 MiB. */
  public static HostConfiguration parse(byte[] json) throws KeywardException {
    return HostConfigurationForm.decode(json);
  }

  /** JSON, schema {@code keyward.host/1}. */
  public byte[] encode() {
    return HostConfigurationForm.encode(this);
  }

  /** The service of that side. */
  public Optional<HgsServer> server(Side side) {
    return side == Side.PRIMARY ? Optional.of(primary) : fallback;
  }
}
