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
    if (!contains(moment)) {
      throw new NotTrustedException(
          Fault.of(
              "expired",
              where,
              "a certificate valid from " + day(from) + " to " + day(until),
              "one that is valid on " + day(moment)));
    }
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
