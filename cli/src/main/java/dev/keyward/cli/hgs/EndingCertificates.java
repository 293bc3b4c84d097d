package dev.keyward.cli.hgs;

import dev.keyward.cli.base.Certificates;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The certificates of a service that have ended or end soon, and what follows from that. */
record EndingCertificates(HgsDescription service, Instant now) {

  /** How long before its end a certificate is spoken of. */
  static final Duration SOON = Duration.ofDays(30);

  /** Gives a line for each. */
  void tell(Consumer<String> warning) {
    lines().forEach(warning);
  }

  List<String> lines() {
    return service.endedAt(now.plus(SOON)).stream().map(this::line).toList();
  }

  private String line(HgsCertificate each) {
    Instant end = each.certificate().notAfter();
    boolean ended = end.isBefore(now);
    return "the "
        + each.state().word()
        + " "
        + each.use().word()
        + " certificate "
        + (ended ? "ended on " : "ends on ")
        + Certificates.day(end)
        + ": "
        + follows(each, ended)
        + "; hgs certificate renew DIR "
        + each.certificate().thumbprint()
        + " makes a new one over its key";
  }

  private static String follows(HgsCertificate each, boolean ended) {
    String when = ended ? "" : "from then on ";
    if (each.use() != CertificateUse.ATTESTATION) {
      return when + "nobody grants this guardian anything new";
    }
    return each.state() == CertificateState.PRIMARY
        ? when + "hosts attest, and no key is released to them"
        : when + "the health certificates that it issued are refused";
  }
}
