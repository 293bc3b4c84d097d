package dev.keyward.cli.hgs;

import dev.keyward.cli.base.Certificates;
import dev.keyward.text.ForeignText;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The certificates of {@code --tls} that are not valid, or end soon. */
record EndingTls(List<X509Certificate> chain, Instant now) {

  private static final Duration SOON = Duration.ofDays(30);
  private static final int MOST_NAME = 100;

  /** A line for each. */
  List<String> lines() {
    return chain.stream().map(this::line).flatMap(Optional::stream).toList();
  }

  private Optional<String> line(X509Certificate certificate) {
    Instant start = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    return Stream.of(
            when(now.isBefore(start), "is valid from " + Certificates.day(start) + " only"),
            when(now.isAfter(end), "ended on " + Certificates.day(end)),
            when(now.plus(SOON).isAfter(end), "ends on " + Certificates.day(end)))
        .flatMap(Optional::stream)
        .findFirst()
        .map(what -> named(certificate) + what + follows(end));
  }

  private static Optional<String> when(boolean holds, String what) {
    return holds ? Optional.of(what) : Optional.empty();
  }

  private static String named(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return "the certificate \"" + ForeignText.line(name, MOST_NAME) + "\" of --tls ";
  }

  private String follows(Instant end) {
    boolean later = now.isBefore(end) && now.plus(SOON).isAfter(end);
    return ": hosts refuse the connection" + (later ? " from then on" : "");
  }
}
