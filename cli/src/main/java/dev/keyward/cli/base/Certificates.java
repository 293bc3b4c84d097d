package dev.keyward.cli.base;

import dev.keyward.guardian.GuardianCertificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How certificates are shown. */
public final class Certificates {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

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

  public static String day(Instant moment) {
    return DAY.format(moment);
  }
}
