package dev.keyward.fleet;

import dev.keyward.audit.Finding.Mend;
import java.util.Optional;

/** What mends a fault, in words and as a command line. */
final class Remedy {

  private Remedy() {}

  static Mend grant(String guardian, Optional<String> file) {
    return new Mend(
        "grant " + guardian,
        file.map(path -> "protector grant FILE --guardian " + guardian + " --in-place"));
  }

  static Mend register(String host, String cluster) {
    return new Mend(
        "register " + host + " with " + cluster,
        Optional.of("hgs host add DIR " + host + " --key host-key.pem"));
  }

  static Mend policy(String host, String cluster) {
    return new Mend("add the attestation policies of " + host + " to " + cluster, Optional.empty());
  }

  /** Ours, and the line for a Windows host; the names of services stand for their hosts. */
  static Mend configure(String host, String primary, Optional<String> fallback) {
    String windows =
        "on "
            + host
            + ": Set-HgsClientConfiguration"
            + urls("", primary)
            + fallback.map(name -> urls("Fallback", name)).orElse("");
    String ours =
        "host configure DIR --primary https://"
            + primary
            + fallback.map(name -> " --fallback https://" + name).orElse("");
    return new Mend(windows, Optional.of(ours));
  }

  private static String urls(String prefix, String service) {
    return " -"
        + prefix
        + "KeyProtectionServerUrl https://"
        + service
        + "/KeyProtection -"
        + prefix
        + "AttestationServerUrl https://"
        + service
        + "/Attestation";
  }

  static Mend words(String text) {
    return new Mend(text, Optional.empty());
  }
}
