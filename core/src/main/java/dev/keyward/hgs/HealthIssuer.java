package dev.keyward.hgs;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Issues health certificates to hosts that have passed attestation, by a host key or by a TPM. */
final class HealthIssuer {

  /** How long a health certificate is valid: eight hours, which is Keyward's choice. */
  private static final Duration VALIDITY = Duration.ofHours(8);

  /** For nodes of one service whose clocks differ. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private final HgsKeys keys;
  private final CertificateMaker.Making making;
  private final InstantSource clock;

  HealthIssuer(HgsKeys keys, Tools tools) {
    this.keys = keys;
    this.making =
        new CertificateMaker.Making(
            (key, content) -> tools.engine().sign(key, content).value(), tools.random());
    this.clock = tools.clock();
  }

  /**
   * A host that has passed.
   *
   * @param name its name at the service
   * @param key the SHA-256 of its host key or endorsement key, which the certificate carries
   */
  record Attested(GuardianName name, Thumbprint key) {}

  /** What is to be issued: a certificate of that type, in a reply of that form. */
  record Wanted(IdentityType type, ByteForm form) {}

  /** An identity key that is a host key or one of the service's would mix two uses of it. */
  private boolean isTaken(HostPublicKey identity) {
    return keys.description().host(identity.digest()).isPresent()
        || keys.description().certificates().stream()
            .anyMatch(each -> each.certificate().certifies(identity.key()));
  }

  /** What issues health certificates; empty where there is no primary attestation certificate. */
  Optional<KeyEntry> issuer() {
    Optional<GuardianCertificate> primary =
        keys.description().primary(CertificateUse.ATTESTATION).map(HgsCertificate::certificate);
    return primary.flatMap(
        certificate ->
            keys.key(CertificateUse.ATTESTATION, certificate)
                .map(key -> new KeyEntry("attestation", key, certificate.x509())));
  }

  /** A reply with a certificate over {@code identity}, or an error. */
  HgsReply issue(String verb, HostPublicKey identity, Attested host, Wanted wanted) {
    if (isTaken(identity)) {
      return HgsReply.of(
          verb,
          new AttestationError(
              AttestationError.Kind.PAYLOAD,
              "identity key: a key that is in use for something else",
              false));
    }
    Optional<KeyEntry> issuer = issuer();
    if (issuer.isEmpty()) {
      return unavailable(verb, "no primary attestation certificate", false);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (now.plus(BACKDATED).isBefore(issuer.get().certificate().getNotBefore().toInstant())) {
      // Hosts whose clock is right would refuse the certificate, and not know why.
      String why = "the clock of the service says " + now + ", before its certificate began";
      return unavailable(verb, why, true);
    }
    CertificateMaker.Issue what = certificate(wanted.type(), identity, host, now);
    try {
      X509Certificate issued = CertificateMaker.issued(identity.key(), what, issuer.get(), making);
      return HgsReply.ok(
              verb,
              HgsReply.JSON,
              HealthCertificateReply.of(wanted.type(), issued.getEncoded(), wanted.form()).encode())
          .with(Optional.of(host.name().toString()), List.of());
    } catch (KeyUnusableException e) {
      return unavailable(verb, "the attestation key cannot be used", true);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }

  /**
   * What the certificate says. For a key that signs it has the form of the health certificates that
   * Windows makes. The meaning of the subject there is not known; here it is the SHA-256 of the
   * certified key.
   */
  private static CertificateMaker.Issue certificate(
      IdentityType type, HostPublicKey identity, Attested host, Instant now) {
    boolean encrypts = type == IdentityType.ENCRYPTION;
    return new CertificateMaker.Issue(
        encrypts
            ? "Health Certificate (" + host.name() + ")"
            : identity.digest().toString().toUpperCase(Locale.ROOT),
        encrypts ? CertificateMaker.Use.ENCRYPTION : CertificateMaker.Use.SIGNING,
        now.minus(BACKDATED),
        now.plus(VALIDITY),
        encrypts
            ? new Purpose.ExtendedUse(HealthCertificate.ENCRYPTION_USE)
            : new Purpose.ApplicationPolicy(HealthCertificate.SIGNING_POLICY),
        Optional.of(
            new CertificateMaker.Mark(HealthCertificate.HOST_KEY_DIGEST, host.key().bytes())));
  }

  private static HgsReply unavailable(String verb, String why, boolean retryable) {
    return HgsReply.of(
        verb, new AttestationError(AttestationError.Kind.UNAVAILABLE, why, retryable));
  }
}
