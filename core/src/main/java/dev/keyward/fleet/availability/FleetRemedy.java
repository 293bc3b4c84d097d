package dev.keyward.fleet.availability;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.fact.Verdict;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.message.OperationMode;
import java.util.Optional;

/** What mends a fault, in words and as a command line. */
public final class FleetRemedy {

  private FleetRemedy() {}

  public static Remedy grant(String guardian, Optional<String> file) {
    return new Remedy(
        "grant " + guardian,
        file.map(path -> "protector grant FILE --guardian " + guardian + " --in-place"));
  }

  public static Remedy register(String host, String cluster) {
    return new Remedy(
        "register " + host + " with " + cluster,
        Optional.of("hgs host add DIR " + host + " --key host-key.pem"));
  }

  static Remedy policy(String host, String cluster) {
    return Remedy.noCommand(
        "the operator adds the attestation policies of " + host + " to " + cluster);
  }

  static Remedy upgrade(String host, HgsCluster cluster) {
    return Remedy.noCommand(
        "bring " + host + " to Windows Server " + cluster.facts().leastVersion() + " or later");
  }

  public static Remedy mode(String host, HgsCluster cluster) {
    String mode = cluster.facts().mode().map(OperationMode::word).orElse("the mode");
    return Remedy.noCommand(
        "prepare " + host + " for the attestation of " + cluster.name() + ", " + mode);
  }

  public static Remedy attest(String host) {
    return Remedy.noCommand(
        "on "
            + host
            + ": Get-HgsTrace -RunDiagnostics -Detailed says why; then save the configuration"
            + " again");
  }

  public static Remedy keys(HgsCluster cluster) {
    String guardian = cluster.guardian();
    return new Remedy(
        "take the present certificates of "
            + cluster.name()
            + ": keyward guardian update "
            + guardian
            + " METADATA; then put them there; or enable the old certificate with hgs certificate"
            + " set-primary",
        Optional.of("protector renew FILE --guardian " + guardian + " --in-place"));
  }

  /** For a service whose certificate has ended, or ends soon. */
  public static Remedy certificate(HgsCluster cluster) {
    return new Remedy(
        "give " + cluster.name() + " a new certificate for attestation",
        Optional.of("hgs certificate add DIR --use attestation --primary"));
  }

  /** For a certificate of a guardian's key: the key stays, so that protectors still open. */
  public static Remedy renewal(HgsCertificate certificate) {
    return new Remedy(
        "renew the certificate over the same key",
        Optional.of("hgs certificate renew DIR " + certificate.certificate().thumbprint()));
  }

  /** For what a service says to one host about one protector. */
  public static Remedy verdict(Verdict verdict, String host, HgsCluster cluster) {
    return switch (verdict) {
      case NOT_REGISTERED -> register(host, cluster.name());
      case OTHER_POLICY -> policy(host, cluster.name());
      case OLD_HOST -> upgrade(host, cluster);
      case OTHER_MODE -> mode(host, cluster);
      case NOT_GUARDED -> attest(host);
      case CERTIFICATE_ENDED -> certificate(cluster);
      case DISABLED_SIGNING, DISABLED_ENCRYPTION, OTHER_KEYS -> keys(cluster);
      default -> grant(cluster.guardian(), Optional.of("FILE"));
    };
  }

  /** Ours, and the line for a Windows host; without addresses the names of services stand there. */
  public static Remedy configure(String host, HgsCluster primary, Optional<HgsCluster> fallback) {
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
    return new Remedy(windows, Optional.of(ours));
  }

  /** For a host whose configuration does not take the keys of its services. */
  public static Remedy pins(String host, HgsCluster primary, Optional<HgsCluster> fallback) {
    String command =
        "host configure DIR --primary https://"
            + primary.authority()
            + " --guardian "
            + primary.guardian()
            + fallback
                .map(
                    service ->
                        " --fallback https://"
                            + service.authority()
                            + " --fallback-guardian "
                            + service.guardian())
                .orElse("");
    return new Remedy("configure " + host + " with the present keys", Optional.of(command));
  }

  /** For a host that a service knows by another key. */
  public static Remedy registerAnew(String host, String cluster) {
    Remedy addition = register(host, cluster);
    return new Remedy(
        "if "
            + host
            + " has a new key: keyward hgs host remove DIR "
            + host
            + ", then "
            + addition.text(),
        addition.command());
  }

  /** For a host that is too old for a fallback. */
  public static Remedy withoutFallback(String host, HgsCluster primary) {
    Remedy removal = configure(host, primary, Optional.empty());
    String text = "bring the host to version 1709 or later, or remove the fallback, ";
    return new Remedy(text + removal.text(), removal.command());
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

  /** For machines that another host in local mode can start. */
  public static Remedy importing(String from, String to) {
    return new Remedy(
        Remedy.NO_COMMAND
            + "import the keys of "
            + from
            + " on "
            + to
            + "; this prints the lines for Windows",
        Optional.of("fleet move VM --to " + to + " --vms FILE --certificates PATH"));
  }

  /** For a host that asks nobody. */
  public static Remedy noService() {
    return Remedy.noCommand("say under hosts which service it asks: primary, or configuration");
  }
}
