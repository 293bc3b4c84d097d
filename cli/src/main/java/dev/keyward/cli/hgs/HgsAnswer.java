package dev.keyward.cli.hgs;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsDifference;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import java.util.List;
import java.util.Optional;

/** What the verbs of a Host Guardian Service answer. */
final class HgsAnswer {

  private HgsAnswer() {}

  /** A certificate of the service, what it is for and whether it is in use. */
  record Certificate(String use, String state, @Answer.Inline CertificateAnswer certificate)
      implements Answer {

    static Certificate of(HgsCertificate each) {
      return new Certificate(
          each.use().word(), each.state().word(), CertificateAnswer.of(each.certificate()));
    }

    static List<Certificate> all(HgsDescription service) {
      return service.certificates().stream().map(Certificate::of).toList();
    }
  }

  /** A registered host, with the digest of what it proves itself with. */
  record Host(
      String name,
      @Answer.IfPresent Optional<Thumbprint> keySha256,
      @Answer.IfPresent Optional<Thumbprint> endorsementKeySha256,
      @Answer.IfPresent Optional<List<Thumbprint>> endorsementAuthorities)
      implements Answer {

    static Host of(RegisteredHost host) {
      Optional<Thumbprint> key = host.key().map(HostPublicKey::digest);
      return new Host(
          host.name().toString(),
          key.filter(digest -> !host.isMeasured()),
          key.filter(digest -> host.isMeasured()),
          host.proof() instanceof HostProof.FirstTpm first
              ? Optional.of(
                  first.authorities().stream().map(GuardianCertificate::thumbprint).toList())
              : Optional.empty());
    }

    static List<Host> all(List<RegisteredHost> hosts) {
      return hosts.stream().map(Host::of).toList();
    }
  }

  /** A new service. */
  @Answer.To("hgs-init")
  record Made(
      String directory,
      String name,
      List<Certificate> certificates,
      @Answer.IfPresent Optional<String> attestation)
      implements Answer {}

  /** The certificates of a service. */
  @Answer.To("hgs-certificate-list")
  record Certificates(String name, List<Certificate> certificates) implements Answer {}

  /** The certificate that was changed. */
  @Answer.To({"hgs-certificate-add", "hgs-certificate-set-primary"})
  record ChangedCertificate(Certificate certificate) implements Answer {}

  /** The certificates that were changed: the first, and all of them where there are several. */
  @Answer.To({"hgs-certificate-disable", "hgs-certificate-renew"})
  record ChangedCertificates(
      Certificate certificate,
      @Answer.IfPresent Optional<List<Certificate>> certificates,
      @Answer.IfPresent Optional<Dependents> dependents)
      implements Answer {

    static ChangedCertificates of(List<HgsCertificate> changed) {
      List<Certificate> all = changed.stream().map(Certificate::of).toList();
      return new ChangedCertificates(all.get(0), several(all), Optional.empty());
    }

    /** Of certificates that stay as they are, since protectors need them. */
    ChangedCertificates with(Optional<Dependents> found) {
      return new ChangedCertificates(certificate, certificates, found);
    }
  }

  /** The protectors that need a key of the service: how many, and where the first of them are. */
  record Dependents(long count, List<String> places) implements Answer {}

  private static <T> Optional<List<T>> several(List<T> all) {
    return all.size() > 1 ? Optional.of(all) : Optional.empty();
  }

  /** The hosts of a service. */
  @Answer.To("hgs-host-list")
  record Hosts(String name, List<Host> hosts) implements Answer {}

  /** The host that was changed. */
  @Answer.To("hgs-host-add")
  record ChangedHost(Host host) implements Answer {}

  /** The hosts that were removed: the first, and all of them where there are several. */
  @Answer.To("hgs-host-remove")
  record RemovedHosts(Host host, @Answer.IfPresent Optional<List<Host>> hosts) implements Answer {

    static RemovedHosts of(List<RegisteredHost> removed) {
      List<Host> all = removed.stream().map(Host::of).toList();
      return new RemovedHosts(all.get(0), several(all));
    }
  }

  /** Whether two services are the same. */
  @Answer.To({"hgs-diff", "hgs-host-diff"})
  record Difference(
      String left,
      String right,
      boolean same,
      List<Host> onlyLeft,
      List<Host> onlyRight,
      @Answer.IfPresent Optional<List<CertificatePair>> certificates,
      @Answer.IfPresent Optional<List<PolicyPair>> policies,
      @Answer.IfPresent Optional<KindPair> attestation,
      @Answer.IfPresent Optional<Integer> leftNumber,
      @Answer.IfPresent Optional<Integer> rightNumber)
      implements Answer {}

  /** A key of two services, and the certificate that each has for it. */
  record CertificatePair(Optional<Certificate> left, Optional<Certificate> right)
      implements Answer {

    static CertificatePair of(HgsDifference.Pair<HgsCertificate> pair) {
      return new CertificatePair(
          pair.left().map(Certificate::of), pair.right().map(Certificate::of));
    }
  }

  /** A policy of two services, and the SHA-256 of each one's file. */
  record PolicyPair(String name, Optional<Thumbprint> left, Optional<Thumbprint> right)
      implements Answer {

    static PolicyPair of(HgsDifference.Pair<HgsPolicy> pair) {
      String name = pair.left().or(pair::right).orElseThrow().name().toString();
      return new PolicyPair(
          name, pair.left().map(HgsPolicy::digest), pair.right().map(HgsPolicy::digest));
    }
  }

  /** Which hosts two services attest, where that differs. */
  record KindPair(String left, String right) implements Answer {}

  /** How many keys have another passphrase. */
  @Answer.To("hgs-change-passphrase")
  record ChangedPassphrase(String directory, String name, int keys) implements Answer {}

  /** What a service has again, with the number that it has from now on. */
  @Answer.To("hgs-accept-restore")
  record Accepted(
      String directory,
      String name,
      int number,
      int over,
      List<Host> hosts,
      List<Certificate> certificates)
      implements Answer {}

  /**
   * Where the metadata was written.
   *
   * @param pin the SHA-256 of its signing certificate, which tenants give to {@code guardian
   *     import}
   */
  @Answer.To("hgs-metadata")
  record Metadata(String directory, String file, @Answer.IfPresent Optional<Thumbprint> pin)
      implements Answer {}

  /** Where a service answers. */
  @Answer.To("hgs-serve")
  record Serving(String name, String url) implements Answer {}
}
