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

  /** Ours, and the line for a Windows host; without addresses the names of services stand there. */
  static Mend configure(String host, HgsCluster primary, Optional<HgsCluster> fallback) {
    String windows =
        "on "
            + host
            + ": Set-HgsClientConfiguration"
            + urls("", primary)
            + fallback.map(service -> urls("Fallback", service)).orElse("");
    String ours =
        "host configure DIR --primary https://"
            + primary.authority()
            + fallback.map(service -> " --fallback https://" + service.authority()).orElse("");
    return new Mend(windows, Optional.of(ours));
  }

  /** For a host that is too old for a fallback. */
  static Mend withoutFallback(String host, HgsCluster primary) {
    Mend removal = configure(host, primary, Optional.empty());
    String text = "bring the host to version 1709 or later, or remove the fallback, ";
    return new Mend(text + removal.text(), removal.command());
  }

  private static String urls(String prefix, HgsCluster service) {
    String url = "ServerUrl https://" + service.authority();
    return " -"
        + prefix
        + "KeyProtection"
        + url
        + "/KeyProtection -"
        + prefix
        + "Attestation"
        + url
        + "/Attestation";
  }

  static Mend words(String text) {
    return new Mend(text, Optional.empty());
  }
}
