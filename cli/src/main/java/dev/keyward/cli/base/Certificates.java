package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.GuardianCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How certificates are shown, and when new ones begin. */
public final class Certificates {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A clock before this date is wrong: Keyward did not exist then. */
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  private static final Duration AHEAD = Duration.ofMinutes(5);

  private Certificates() {}

  /** One line: subject, key, validity. */
  public static String line(GuardianCertificate certificate) {
    return Text.printable(certificate.subject())
        + "; "
        + certificate.keyDescription()
        + "; "
        + day(certificate.notBefore())
        + " to "
        + day(certificate.notAfter());
  }

  /**
   * When new certificates begin: now. If the clock is probably wrong, {@code --now} must say the
   * time. Certificates with a wrong start end too early, or are not valid for years.
   *
   * @param known the existing certificates; the clock must not be before their start
   * @throws NotTrustedException code {@code wrong-clock}
   */
  public static Instant beginning(Session session, Stream<GuardianCertificate> known)
      throws NotTrustedException {
    Instant now = session.now();
    if (session.isTimeGiven()) {
      return now;
    }
    if (now.isBefore(EARLIEST)) {
      throw wrongClock(now, "before " + day(EARLIEST));
    }
    Optional<GuardianCertificate> newest =
        known.max(Comparator.comparing(GuardianCertificate::notBefore));
    if (newest.isPresent() && now.isBefore(newest.get().notBefore())) {
      throw wrongClock(
          now,
          "before the certificate "
              + Text.printable(newest.get().subject())
              + " began, at "
              + newest.get().notBefore());
    }
    return now;
  }

  /**
   * The same for a service, which goes on issuing certificates: {@code issuer} must have begun. The
   * clock of the machine that made it may have been ahead by minutes.
   *
   * @throws NotTrustedException code {@code wrong-clock}
   */
  public static void requireBegun(Session session, Stream<GuardianCertificate> issuer)
      throws NotTrustedException {
    Instant now = session.now();
    if (!session.isTimeGiven()) {
      beginning(session, issuer.filter(each -> now.plus(AHEAD).isBefore(each.notBefore())));
    }
  }

  private static NotTrustedException wrongClock(Instant now, String why) {
    return new NotTrustedException(
        Fault.of("wrong-clock", "clock", "it says " + now + ", " + why, "the time of today")
            .withHint(
                "set the clock of this machine; --now INSTANT says the time for one command"));
  }

  public static String day(Instant moment) {
    return DAY.format(moment);
  }
}
