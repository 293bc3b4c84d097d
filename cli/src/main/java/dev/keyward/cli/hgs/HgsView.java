package dev.keyward.cli.hgs;

import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.RegisteredHost;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Host Guardian Service as people and programs read it. */
record HgsView(HgsDescription service) {

  /** The lines of {@code hgs certificate list}. */
  void printCertificates(Console console) {
    service.certificates().forEach(each -> print(each, console));
  }

  static void print(HgsCertificate each, Console console) {
    console.line(
        String.format(
            Locale.ROOT,
            "  %-11s %-9s %s",
            each.use().word(),
            each.state().word(),
            Certificates.line(each.certificate())));
    console.line("    sha256    " + each.certificate().thumbprint());
  }

  static String line(RegisteredHost host) {
    return String.format(Locale.ROOT, "%-24s %s", host.name(), proof(host.proof()));
  }

  private static String proof(HostProof proof) {
    if (proof instanceof HostProof.HostKey hostKey) {
      return hostKey.key().toString();
    }
    return proof instanceof HostProof.Tpm tpm
        ? tpm.endorsementKey() + " (TPM)"
        : "the first TPM with a certificate of "
            + ((HostProof.FirstTpm) proof)
                .authorities().stream()
                    .map(GuardianCertificate::label)
                    .collect(Collectors.joining(", "));
  }

  /** Says which fingerprint tenants compare before they import the service's metadata. */
  static void tellTenants(HgsDescription service, Session session) {
    service
        .primary(CertificateUse.SIGNING)
        .ifPresent(
            signing ->
                session
                    .console()
                    .note(
                        "tenants give this fingerprint to guardian import --pin; send it over"
                            + " another channel than the metadata: "
                            + signing.certificate().thumbprint()));
  }

  /** Warns where nothing of a use is primary any more. */
  void warn(Session session) {
    for (CertificateUse use : CertificateUse.values()) {
      if (service.primary(use).isEmpty()) {
        String lacks =
            use == CertificateUse.ATTESTATION ? "no host can attest" : "no metadata is published";
        session.console().warning("no " + use.word() + " certificate is primary now: " + lacks);
      }
    }
  }

  /** What a command that changed one certificate ends with. */
  static void report(Session session, String schema, String what, HgsCertificate certificate) {
    if (session.console().json()) {
      HgsAnswer.Certificate changed = HgsAnswer.Certificate.of(certificate);
      session.console().json(schema, new HgsAnswer.ChangedCertificate(changed));
    } else {
      session.console().line(what);
      print(certificate, session.console());
    }
  }

  /** What a command that may change several certificates ends with. */
  static void report(
      Session session, String schema, String what, List<HgsCertificate> certificates) {
    if (session.console().json()) {
      session.console().json(schema, HgsAnswer.ChangedCertificates.of(certificates));
    } else {
      session.console().line(what);
      certificates.forEach(each -> print(each, session.console()));
    }
  }

  /** What a command that may remove several hosts ends with. */
  static void reportRemoved(Session session, List<RegisteredHost> hosts) {
    if (session.console().json()) {
      session.console().json("hgs-host-remove", HgsAnswer.RemovedHosts.of(hosts));
    } else {
      session
          .console()
          .line(hosts.size() == 1 ? "unregistered the host" : "unregistered the hosts");
      hosts.forEach(host -> session.console().line("  " + line(host)));
    }
  }

  /** What a command that changed one host ends with. */
  static void report(Session session, String schema, String what, RegisteredHost host) {
    if (session.console().json()) {
      session.console().json(schema, new HgsAnswer.ChangedHost(HgsAnswer.Host.of(host)));
    } else {
      session.console().line(what);
      session.console().line("  " + line(host));
    }
  }
}
