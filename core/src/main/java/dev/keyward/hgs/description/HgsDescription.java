package dev.keyward.hgs.description;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a Host Guardian Service is, without its private keys. Each change makes a new value.
 *
 * @param name the name of the service and of its guardian
 * @param certificates in the order in which they came; no key twice, at most one primary of a use
 * @param hosts in the order of their names; no name and no key twice
 * @param measuring which hosts it attests, and by which policies
 */
public record HgsDescription(
    GuardianName name,
    List<HgsCertificate> certificates,
    List<RegisteredHost> hosts,
    Measuring measuring) {

  /** The most certificates a service may have. */
  public static final int MOST_CERTIFICATES = 64;

  /** The most hosts that may be registered. */
  public static final int MOST_HOSTS = 10_000;

  /** Copies the lists; refuses what the parameters do not allow. */
  public HgsDescription {
    certificates = List.copyOf(certificates);
    hosts = hosts.stream().sorted(Comparator.comparing(RegisteredHost::name)).toList();
    Set<Object> seen = new HashSet<>();
    boolean distinct =
        certificates.stream().allMatch(each -> seen.add(each.certificate().publicKey()))
            && certificates.stream()
                .filter(each -> each.state() == CertificateState.PRIMARY)
                .allMatch(each -> seen.add(each.use()))
            && hosts.stream().allMatch(host -> seen.add(host.name().key()))
            && hosts.stream()
                .flatMap(host -> host.key().stream())
                .map(HostPublicKey::key)
                .allMatch(seen::add);
    if (!distinct || certificates.size() > MOST_CERTIFICATES || hosts.size() > MOST_HOSTS) {
      throw new IllegalArgumentException("a key, a primary or a name more than once, or too many");
    }
  }

  /**
   * How a service attests.
   *
   * @param kind which hosts
   * @param policies the names of what measured hosts must keep, in order, each once
   */
  public record Measuring(AttestationKind kind, List<GuardianName> policies) {

    /** Of a service that attests host keys and measures nothing. */
    public static final Measuring NOTHING = new Measuring(AttestationKind.HOST_KEY, List.of());

    /** Copies the list in order; refuses a name that is there twice, and too many. */
    public Measuring {
      policies = policies.stream().sorted().toList();
      long different = policies.stream().map(GuardianName::key).distinct().count();
      if (different < policies.size() || policies.size() > HgsPolicy.MOST_POLICIES) {
        throw new IllegalArgumentException("a policy more than once, or too many");
      }
    }
  }

  /** The primary certificate of that use. */
  public Optional<HgsCertificate> primary(CertificateUse use) {
    return enabled(use).filter(each -> each.state() == CertificateState.PRIMARY).findFirst();
  }

  /** The certificates of that use that count, the primary one among them. */
  public Stream<HgsCertificate> enabled(CertificateUse use) {
    return certificates.stream().filter(each -> each.use() == use && each.isEnabled());
  }

  /** The certificates of all uses that count and are not valid at that moment any more. */
  public List<HgsCertificate> endedAt(Instant moment) {
    return certificates.stream()
        .filter(each -> each.isEnabled() && each.certificate().notAfter().isBefore(moment))
        .toList();
  }

  /** What it has for the key of that certificate and for that use, enabled or not. */
  public Optional<HgsCertificate> sameKey(CertificateUse use, GuardianCertificate certificate) {
    return certificates.stream()
        .filter(each -> each.use() == use && each.certificate().sameKeyAs(certificate))
        .findFirst();
  }

  /** The host that is registered with a key of that digest. */
  public Optional<RegisteredHost> host(Thumbprint keyDigest) {
    return hosts.stream().filter(host -> host.hasKey(keyDigest)).findFirst();
  }

  /**
   * With one more certificate.
   *
   * @throws MalformedInputException code {@code too-many} or {@code repeated}
   */
  public HgsDescription with(HgsCertificate certificate) throws KeywardException {
    if (certificates.size() == MOST_CERTIFICATES) {
      throw new MalformedInputException(
          Fault.of("too-many", name.toString(), "64 certificates", "fewer"));
    }
    boolean known =
        certificates.stream()
            .anyMatch(each -> each.certificate().sameKeyAs(certificate.certificate()));
    if (known) {
      throw new MalformedInputException(
          Fault.of("repeated", name.toString(), "a key that the service has already", "another"));
    }
    List<HgsCertificate> all = new ArrayList<>(certificates);
    all.add(certificate.in(CertificateState.ENABLED));
    HgsDescription with = new HgsDescription(name, all, hosts, measuring);
    return certificate.state() == CertificateState.PRIMARY
        ? with.withPrimary(certificate.certificate().thumbprint())
        : with;
  }

  /**
   * With that certificate as the primary one of its use; the one before it stays enabled.
   *
   * @throws NoAccessException code {@code unknown-certificate}
   */
  public HgsDescription withPrimary(Thumbprint thumbprint) throws NoAccessException {
    HgsCertificate chosen = certificate(thumbprint);
    return mapped(
        each -> {
          if (each.equals(chosen)) {
            return each.in(CertificateState.PRIMARY);
          }
          boolean before = each.use() == chosen.use() && each.state() == CertificateState.PRIMARY;
          return before ? each.in(CertificateState.ENABLED) : each;
        });
  }

  /**
   * With that certificate disabled.
   *
   * @throws NoAccessException code {@code unknown-certificate}
   */
  public HgsDescription withDisabled(Thumbprint thumbprint) throws NoAccessException {
    HgsCertificate chosen = certificate(thumbprint);
    return mapped(each -> each.equals(chosen) ? each.in(CertificateState.DISABLED) : each);
  }

  /**
   * With a renewed certificate of the same key in the place of that one.
   *
   * @throws NoAccessException code {@code unknown-certificate}
   */
  public HgsDescription withRenewed(Thumbprint thumbprint, GuardianCertificate renewed)
      throws NoAccessException {
    HgsCertificate chosen = certificate(thumbprint);
    if (!renewed.sameKeyAs(chosen.certificate())) {
      throw new IllegalArgumentException("a certificate of another key");
    }
    return mapped(
        each -> each.equals(chosen) ? new HgsCertificate(each.use(), each.state(), renewed) : each);
  }

  private HgsDescription mapped(UnaryOperator<HgsCertificate> change) {
    return new HgsDescription(name, certificates.stream().map(change).toList(), hosts, measuring);
  }

  private HgsDescription withHosts(List<RegisteredHost> other) {
    return new HgsDescription(name, certificates, other, measuring);
  }

  /** With those policies; the hosts that it attests stay the same. */
  public HgsDescription withPolicies(List<GuardianName> policies) {
    return new HgsDescription(name, certificates, hosts, new Measuring(measuring.kind(), policies));
  }

  /**
   * With one more host.
   *
   * @throws MalformedInputException code {@code repeated}, naming the host that has the name or key
   *     already; {@code too-many}; {@code other-attestation} where the service attests no such
   *     hosts
   */
  public HgsDescription with(RegisteredHost host) throws MalformedInputException {
    if (!measuring.kind().takes(host.proof())) {
      throw new MalformedInputException(
          Fault.of(
              "other-attestation",
              "host " + host.name(),
              host.isMeasured()
                  ? "a TPM, and the service attests host keys only"
                  : "a host key, and the service attests TPMs only",
              host.isMeasured() ? "a host key" : "a TPM"));
    }
    for (RegisteredHost known : hosts) {
      if (known.name().equals(host.name())
          || host.key().isPresent() && known.key().equals(host.key())) {
        throw new MalformedInputException(
            Fault.of(
                "repeated",
                "host " + host.name(),
                "its name or its key is registered already, for " + known.name(),
                "a name and a key of its own"));
      }
    }
    if (hosts.size() == MOST_HOSTS) {
      throw new MalformedInputException(
          Fault.of("too-many", name.toString(), MOST_HOSTS + " hosts", "fewer"));
    }
    List<RegisteredHost> all = new ArrayList<>(hosts);
    all.add(host);
    return withHosts(all);
  }

  /**
   * Without the host of that name.
   *
   * @throws NoAccessException code {@code unknown-host}
   */
  public HgsDescription without(GuardianName host) throws KeywardException {
    List<RegisteredHost> left = hosts.stream().filter(each -> !each.name().equals(host)).toList();
    if (left.size() == hosts.size()) {
      throw new NoAccessException(
          Fault.of("unknown-host", "host " + host, "it is not registered here", "one that is"));
    }
    return withHosts(left);
  }

  /**
   * The certificate of that thumbprint.
   *
   * @throws NoAccessException code {@code unknown-certificate}
   */
  public HgsCertificate certificate(Thumbprint thumbprint) throws NoAccessException {
    return certificates.stream()
        .filter(each -> each.certificate().thumbprint().equals(thumbprint))
        .findFirst()
        .orElseThrow(
            () ->
                new NoAccessException(
                    Fault.of(
                        "unknown-certificate",
                        name.toString(),
                        "no certificate " + thumbprint,
                        "one of the service's")));
  }

  /** The refusal where a use has no primary certificate; the words are those of Windows. */
  public NoAccessException noPrimary() {
    String use = primary(CertificateUse.ENCRYPTION).isEmpty() ? "Encryption" : "Signing";
    return new NoAccessException(
        Fault.of(
            "no-primary-certificate",
            name.toString(),
            "Primary " + use + " Certificate not found",
            ""));
  }
}
