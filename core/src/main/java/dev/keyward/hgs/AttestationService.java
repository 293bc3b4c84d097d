package dev.keyward.hgs;

import dev.keyward.KeyUnusableException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.ByteForm;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import dev.keyward.internal.json.JsonBytes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Attestation with host keys (MS-HGSA): certifies a key of each host that proves to have a
 * registered host key. Nothing of the host's state is measured.
 */
final class AttestationService {

  /** How long a health certificate is valid: eight hours, which is Keyward's choice. */
  private static final Duration VALIDITY = Duration.ofHours(8);

  /** For nodes of one service whose clocks differ. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private static final String BUNDLE = "application/pkcs7-mime";

  private final HgsKeys keys;
  private final CertificateMaker.Making making;
  private final InstantSource clock;

  AttestationService(HgsKeys keys, Tools tools) {
    this.keys = keys;
    this.making =
        new CertificateMaker.Making(
            (key, content) -> tools.engine().sign(key, content).value(), tools.random());
    this.clock = tools.clock();
  }

  /**
   * Who signs health certificates. Microsoft's clients name no type and read an array of numbers.
   *
   * @param accept what the request accepts
   */
  HgsReply signingCertificates(String verb, Optional<String> accept) {
    List<GuardianCertificate> signers =
        keys.description()
            .enabled(CertificateUse.ATTESTATION)
            .map(HgsCertificate::certificate)
            .toList();
    byte[] bundle = SigningCertificates.encode(signers);
    return accept.map(AttestationService::firstType).orElse("").equals(BUNDLE)
        ? HgsReply.ok(verb, BUNDLE, bundle)
        : HgsReply.ok(verb, HgsReply.JSON, JsonBytes.write(bundle));
  }

  private static String firstType(String accept) {
    return accept.split("[,;]", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  HgsReply attest(String verb, byte[] body) {
    AttestationRequest request;
    try {
      request = AttestationRequest.parse(body);
    } catch (MalformedInputException e) {
      return payload(verb, e.fault().message());
    }
    Optional<Set<IdentityType>> types = request.types();
    if (types.isEmpty() || types.get().size() != 1) {
      // A key that both decrypts and signs could be used across: one of them for each key. Only
      // this
      // request is seen; the key protection service takes certificates of type 1 only.
      return payload(verb, "RequestedContent: a certificate of one type, 1 or 2, for one key");
    }
    for (int item :
        List.of(
            AttestationRequest.IDENTITY_KEY,
            AttestationRequest.HOST_KEY,
            AttestationRequest.HOST_KEY_SIGNATURE)) {
      if (request.provided(item).isEmpty()) {
        return payload(verb, "ProvidedContent: nothing of type " + item);
      }
    }
    return attest(verb, request, new Wanted(types.get().iterator().next(), request.form()));
  }

  /** What is to be issued: a certificate of that type, in a reply of that form. */
  private record Wanted(IdentityType type, ByteForm form) {}

  private HgsReply attest(String verb, AttestationRequest request, Wanted wanted) {
    byte[] identityBytes = request.provided(AttestationRequest.IDENTITY_KEY).orElseThrow();
    HostPublicKey identity;
    HostPublicKey hostKey;
    try {
      identity = HostPublicKey.parse(request.identityKey().orElseThrow(), "identity key");
      hostKey =
          HostPublicKey.parse(
              request.provided(AttestationRequest.HOST_KEY).orElseThrow(), "host key");
    } catch (MalformedInputException e) {
      return payload(verb, e.fault().message());
    }
    Optional<RegisteredHost> host = keys.description().host(hostKey.digest());
    byte[] signature = request.provided(AttestationRequest.HOST_KEY_SIGNATURE).orElseThrow();
    boolean proved =
        Rsa.jdk()
            .verify(
                SignatureAlgorithm.PSS_SHA256,
                hostKey.key(),
                signature,
                hostKey.der(),
                identityBytes);
    if (host.isEmpty() || !proved) {
      return error(
          verb,
          AttestationError.Kind.UNAUTHORIZED,
          "no registered host, or not signed by its host key");
    }
    if (isTaken(identity)) {
      return payload(verb, "identity key: a key that is in use for something else");
    }
    return issue(verb, identity, host.get(), wanted);
  }

  /** An identity key that is a host key or one of the service's would mix two uses of it. */
  private boolean isTaken(HostPublicKey identity) {
    return keys.description().host(identity.digest()).isPresent()
        || keys.description().certificates().stream()
            .anyMatch(each -> each.certificate().certifies(identity.key()));
  }

  /** What issues health certificates; empty where there is no primary attestation certificate. */
  private Optional<KeyEntry> issuer() {
    Optional<GuardianCertificate> primary =
        keys.description().primary(CertificateUse.ATTESTATION).map(HgsCertificate::certificate);
    return primary.flatMap(
        certificate ->
            keys.key(CertificateUse.ATTESTATION, certificate)
                .map(key -> new KeyEntry("attestation", key, certificate.x509())));
  }

  private HgsReply issue(String verb, HostPublicKey identity, RegisteredHost host, Wanted wanted) {
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
      IdentityType type, HostPublicKey identity, RegisteredHost host, Instant now) {
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
            new CertificateMaker.Mark(
                HealthCertificate.HOST_KEY_DIGEST,
                HexFormat.of().parseHex(host.key().digest().toString()))));
  }

  private static HgsReply unavailable(String verb, String why, boolean retryable) {
    return HgsReply.of(
        verb, new AttestationError(AttestationError.Kind.UNAVAILABLE, why, retryable));
  }

  static HgsReply payload(String verb, String why) {
    return error(verb, AttestationError.Kind.PAYLOAD, why);
  }

  private static HgsReply error(String verb, AttestationError.Kind kind, String why) {
    return HgsReply.of(verb, new AttestationError(kind, why, false));
  }
}
