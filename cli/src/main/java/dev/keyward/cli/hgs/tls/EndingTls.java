package dev.keyward.cli.hgs.tls;

import dev.keyward.cli.base.Certificates;
import dev.keyward.text.ForeignText;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of TLS that are not valid, or end soon.
 *
 * @param chain those that the service shows
 * @param now by the service's clock
 * @param soon how long before its end a certificate is named
 */
public record EndingTls(List<X509Certificate> chain, Instant now, Duration soon) {

  private static final int MOST_NAME = 100;

  /** A line for each. */
  public List<String> lines() {
    return chain.stream().map(this::line).flatMap(Optional::stream).toList();
  }

  private Optional<String> line(X509Certificate certificate) {
    Instant start = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    String refused = ": hosts refuse the connection";
    if (now.isBefore(start)) {
      return said(certificate, "is valid from " + Certificates.day(start) + " only" + refused);
    }
    if (now.isAfter(end)) {
      return said(certificate, "ended on " + Certificates.day(end) + refused);
    }
    return now.plus(soon).isAfter(end)
        ? said(certificate, "ends on " + Certificates.day(end) + refused + " from then on")
        : Optional.empty();
  }

  private static Optional<String> said(X509Certificate certificate, String what) {
    String name = certificate.getSubjectX500Principal().getName();
    return Optional.of(
        "the certificate \"" + ForeignText.line(name, MOST_NAME) + "\" of --tls " + what);
  }
}
