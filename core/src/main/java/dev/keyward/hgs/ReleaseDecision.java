package dev.keyward.hgs;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import dev.keyward.hgs.message.release.SealedKeys;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.WrappingKeys;
import dev.keyward.protector.part.Wrapping;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Decides on one request for the release of keys (MS-KPS, RollTransportKey), and answers it. */
final class ReleaseDecision {

  /** The checks of a protector that are about one wrapping or how wrappings stand to each other. */
  private static final Set<String> WRAPPING_FAULTS =
      Set.of(
          "bad-certificate",
          "wrapping-ids",
          "owner",
          "parents",
          "distinct-keys",
          "signing-certificate",
          "encryption-certificate",
          "signing-certificate-signature",
          "encryption-certificate-signature");

  private static final String DOES_NOT_OPEN = "the transport key signature does not verify";
  static final String KEY_UNUSABLE = "KeyUnusable";
  static final String CANNOT_SEAL = "the service cannot seal";
  static final String AWAY = "the device with the keys of the service is away";

  private final HgsKeys keys;
  private final MeasuredHosts hosts;
  private final KeyProtectionService.Shared shared;
  private final int version;
  private Optional<String> host = Optional.empty();
  private List<Thumbprint> guardians = List.of();
  private boolean probe;

  ReleaseDecision(
      HgsKeys keys, MeasuredHosts hosts, KeyProtectionService.Shared shared, int version) {
    this.keys = keys;
    this.hosts = hosts;
    this.shared = shared;
    this.version = version;
  }

  HgsReply answer(String verb, byte[] body) {
    HgsReply reply;
    try {
      reply = HgsReply.ok(verb, HgsReply.XML, release(body).encode());
    } catch (Refusal e) {
      reply = HgsReply.of(verb, e.error(), e.outcome());
    }
    HgsReply named = reply.with(host, guardians);
    return probe ? named.ofProbe() : named;
  }

  private RollTransportKeyResponse release(byte[] body) throws Refusal {
    RollTransportKeyRequest request = request(body);
    HealthCheck check =
        new HealthCheck(
            hosts, shared.tools().engine(), shared.health(), shared.tools().clock().instant());
    HealthCheck.Accepted accepted = check.accept(request.healthCertificate());
    host = Optional.of(accepted.host().name().toString());
    VerifiedKeyProtector ingress = verified(request.ingressProtector());
    guardians = ingress.wrappings().stream().map(each -> each.signing().thumbprint()).toList();
    WrappingKeys own = own(ingress);
    probe = ProbeProtector.is(ingress);
    try (TransportKey old = open(ingress, own);
        TransportKey fresh = TransportKey.create(shared.tools().random())) {
      KeyProtector egress = egress(ingress, own, fresh);
      SealedKeys sealed =
          KeyRelease.seal(
              new TransportKeys(old, fresh),
              accepted.certificate().key(),
              new KeyRelease.Form(request.algorithms(), version),
              shared.tools());
      return RollTransportKeyResponse.of(egress.encode(), sealed);
    }
  }

  private static RollTransportKeyRequest request(byte[] body) throws Refusal {
    RollTransportKeyRequest request;
    try {
      request = RollTransportKeyRequest.parse(body);
    } catch (MalformedInputException e) {
      throw new Refusal(KpsError.Code.INVALID_REQUEST, e.fault().message());
    }
    if (!request.algorithms().areOffered()) {
      throw new Refusal(
          KpsError.Code.INVALID_REQUEST,
          "an encryption algorithm that is not offered; offered are "
              + ReleaseAlgorithms.OAEP
              + " for the transfer key, "
              + ReleaseAlgorithms.AES256_GCM
              + " for the others, and for the wrapping key also "
              + ReleaseAlgorithms.KW_AES256);
    }
    return request;
  }

  private VerifiedKeyProtector verified(byte[] document) throws Refusal {
    try {
      return shared.verifier().verify(shared.verifier().parse(document));
    } catch (KeywardException e) {
      KpsError.Code code =
          WRAPPING_FAULTS.contains(e.fault().code())
              ? KpsError.Code.INVALID_WRAPPING
              : KpsError.Code.INVALID_PROTECTOR;
      throw new Refusal(code, e.fault().message());
    }
  }

  private KeyProtector egress(VerifiedKeyProtector ingress, WrappingKeys own, TransportKey fresh)
      throws Refusal {
    try {
      return shared.editor().roll(ingress, own, fresh);
    } catch (UnsupportedFormatException e) {
      throw new Refusal(KpsError.Code.INVALID_PROTECTOR, e.fault().message());
    } catch (KeyUnusableException e) {
      throw new Refusal(KpsError.Code.UNAVAILABLE, CANNOT_SEAL, KEY_UNUSABLE);
    }
  }

  /** The service's own wrapping, with the keys to open it and to seal in its name. */
  private WrappingKeys own(VerifiedKeyProtector ingress) throws Refusal {
    for (Wrapping wrapping : ingress.wrappings()) {
      Optional<PrivateKey> opening = keys.key(CertificateUse.ENCRYPTION, wrapping.encryption());
      Optional<PrivateKey> sealing = keys.key(CertificateUse.SIGNING, wrapping.signing());
      if (opening.isPresent() && sealing.isPresent()) {
        return new WrappingKeys(keys.description().name(), wrapping, opening.get(), sealing.get());
      }
    }
    throw new Refusal(KpsError.Code.NO_WRAPPING_FOR_GUARDIAN, whyNone(ingress));
  }

  /** Certificates are public, so a host may know that one of them is disabled. */
  private String whyNone(VerifiedKeyProtector ingress) {
    HgsDescription service = keys.description();
    for (Wrapping wrapping : ingress.wrappings()) {
      List<HgsCertificate> own =
          Stream.of(
                  service.sameKey(CertificateUse.ENCRYPTION, wrapping.encryption()),
                  service.sameKey(CertificateUse.SIGNING, wrapping.signing()))
              .flatMap(Optional::stream)
              .toList();
      Optional<HgsCertificate> disabled =
          own.stream().filter(each -> !each.isEnabled()).findFirst();
      if (own.size() > 1 && disabled.isPresent()) {
        return "wrapping "
            + wrapping.id()
            + " is for a disabled "
            + disabled.get().use().word()
            + " certificate of "
            + service.name();
      }
    }
    return "no wrapping is for enabled certificates of " + service.name();
  }

  /**
   * A wrapping that does not open always gives the same answer: a registered host must not learn
   * whether padding, length or key were wrong. That the service's own key is in trouble is for its
   * log alone. A device that is away is no secret: another service may have the keys.
   */
  private TransportKey open(VerifiedKeyProtector ingress, WrappingKeys own) throws Refusal {
    try {
      return ingress.open(own, shared.tools().engine(), shared.tools().random());
    } catch (KeyUnusableException e) {
      if (own.opening() instanceof OutsideKey && e.isWorthRetrying()) {
        throw new Refusal(KpsError.Code.UNAVAILABLE, AWAY, KEY_UNUSABLE);
      }
      throw new Refusal(KpsError.Code.INVALID_PROTECTOR, DOES_NOT_OPEN, KEY_UNUSABLE);
    } catch (KeywardException e) {
      throw new Refusal(KpsError.Code.INVALID_PROTECTOR, DOES_NOT_OPEN);
    }
  }
}
