package dev.keyward.hgs;

import dev.keyward.MalformedInputException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.json.JsonBytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Attestation with host keys (MS-HGSA): certifies a key of each host that proves to have a
 * registered host key. Nothing of the host's state is measured.
 */
final class AttestationService {

  private static final String BUNDLE = "application/pkcs7-mime";

  private final HgsKeys keys;
  private final HealthIssuer issuer;

  AttestationService(HgsKeys keys, Tools tools) {
    this.keys = keys;
    this.issuer = new HealthIssuer(keys, tools);
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
    if (keys.description().measuring().kind() == AttestationKind.TPM) {
      return HgsReply.of(
          verb,
          AttestationError.otherMode(OperationMode.TPM, "this service attests hosts by TPM only"));
    }
    AttestationRequest request;
    try {
      request = AttestationRequest.parse(body);
    } catch (MalformedInputException e) {
      return payload(verb, e.fault().message());
    }
    Optional<Set<IdentityType>> types = request.types();
    if (types.isEmpty() || types.get().size() != 1) {
      // A key that both decrypts and signs could be used across: one of them for each key. Only
      // this request is seen; the key protection service takes certificates of type 1 only.
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
    return attest(
        verb, request, new HealthIssuer.Wanted(types.get().iterator().next(), request.form()));
  }

  private HgsReply attest(String verb, AttestationRequest request, HealthIssuer.Wanted wanted) {
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
    // A host that is registered with a TPM is never accepted by a key alone.
    Optional<RegisteredHost> host =
        keys.description().host(hostKey.digest()).filter(each -> !each.isMeasured());
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
    HealthIssuer.Attested attested = new HealthIssuer.Attested(host.get().name(), hostKey.digest());
    return issuer.issue(verb, identity, attested, wanted);
  }

  static HgsReply payload(String verb, String why) {
    return error(verb, AttestationError.Kind.PAYLOAD, why);
  }

  private static HgsReply error(String verb, AttestationError.Kind kind, String why) {
    return HgsReply.of(verb, new AttestationError(kind, why, false));
  }
}
