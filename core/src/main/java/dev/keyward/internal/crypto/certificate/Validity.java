package dev.keyward.internal.crypto.certificate;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When a certificate is valid.
 *
 * @param from the first moment
 * @param until the last moment
 */
public record Validity(Instant from, Instant until) {

  /** As the certificate says. */
  public static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** Whether there is no moment at which it is valid. */
  public boolean isEmpty() {
    return until.isBefore(from);
  }

  /** Whether {@code moment} lies within. */
  public boolean contains(Instant moment) {
    return !moment.isBefore(from) && !moment.isAfter(until);
  }

  /**
   * Refuses a moment outside.
   *
   * @param where whose certificate it is
   * @throws NotTrustedException code {@code expired}
   */
  public void require(Instant moment, String where) throws NotTrustedException {
    if (contains(moment)) {
      return;
    }
    Fault fault =
        Fault.of(
            "expired",
            where,
            "a certificate valid from " + day(from) + " to " + day(until),
            "one that is valid on " + day(moment));
    // Who made it had a clock, too, and one that is behind is more common than one that is ahead.
    boolean early = moment.isBefore(from) && !isEmpty();
    throw new NotTrustedException(
        early
            ? fault.withHint(
                "check the clock of this machine first, it says "
                    + day(moment)
                    + "; if it is right, --allow-expired accepts these once")
            : fault);
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
