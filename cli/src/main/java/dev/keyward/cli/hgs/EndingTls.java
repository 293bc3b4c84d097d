package dev.keyward.cli.hgs;

import dev.keyward.cli.base.Certificates;
import dev.keyward.text.ForeignText;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The certificates of {@code --tls} that are not valid, or end soon. */
record EndingTls(List<X509Certificate> chain, Instant now) {

  private static final int MOST_NAME = 100;

  /** A line for each. */
  List<String> lines() {
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
    return now.plus(EndingCertificates.SOON).isAfter(end)
        ? said(certificate, "ends on " + Certificates.day(end) + refused + " from then on")
        : Optional.empty();
  }

  private static Optional<String> said(X509Certificate certificate, String what) {
    String name = certificate.getSubjectX500Principal().getName();
    return Optional.of(
        "the certificate \"" + ForeignText.line(name, MOST_NAME) + "\" of --tls " + what);
  }
}
