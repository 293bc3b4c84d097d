package dev.keyward.cli.hgs;

import dev.keyward.cli.hgs.tls.EndingTls;
import dev.keyward.hgs.description.HgsDescription;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Warns about certificates of a running service that have ended or end soon: the first time, then
 * once a day, and about those of TLS also when they change. The day is one of the service's clock,
 * so a machine that slept, or whose clock was set, hears of it at the next look.
 */
final class CertificateWarnings implements Runnable {

  /** How long to wait before the next look. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private static final Duration DAY = Duration.ofDays(1);

  private final Shown shown;
  private final InstantSource clock;
  private final Consumer<String> warning;
  private Optional<Instant> lastJudged = Optional.empty();
  private List<X509Certificate> lastTls = List.of();

  /**
   * What the service shows to others at the moment of a look.
   *
   * @param tls the certificates of TLS; empty without TLS
   */
  record Shown(Supplier<HgsDescription> service, Supplier<List<X509Certificate>> tls) {}

  CertificateWarnings(Shown shown, InstantSource clock, Consumer<String> warning) {
    this.shown = shown;
    this.clock = clock;
    this.warning = warning;
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    List<X509Certificate> tls = shown.tls().get();
    boolean isDue = lastJudged.map(last -> isDue(last, now)).orElse(true);
    if (isDue) {
      new EndingCertificates(shown.service().get(), now).tell(warning);
      lastJudged = Optional.of(now);
    }
    if (isDue || !tls.equals(lastTls)) {
      new EndingTls(tls, now, EndingCertificates.SOON).lines().forEach(warning);
      lastTls = tls;
    }
  }

  private static boolean isDue(Instant last, Instant now) {
    return now.isBefore(last) || !now.isBefore(last.plus(DAY));
  }
}
