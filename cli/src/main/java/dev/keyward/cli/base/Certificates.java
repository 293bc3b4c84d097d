package dev.keyward.cli.base;

import dev.keyward.guardian.GuardianCertificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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

  /** What JSON output says of it. */
  public static Map<String, Object> json(GuardianCertificate certificate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", certificate.subject());
    json.put("issuer", certificate.issuer());
    json.put("notBefore", certificate.notBefore().toString());
    json.put("notAfter", certificate.notAfter().toString());
    json.put("key", certificate.keyDescription());
    json.put("sha256", certificate.thumbprint().toString());
    return json;
  }

  /** The same with the certificate itself, which is public. */
  public static Map<String, Object> jsonWithDer(GuardianCertificate certificate) {
    Map<String, Object> json = json(certificate);
    json.put("der", Base64.getEncoder().encodeToString(certificate.der()));
    return json;
  }

  public static String day(Instant moment) {
    return DAY.format(moment);
  }
}
