package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.hgs.evidence.LastEvidence;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.tpm.structure.EndorsementCertificate;
import dev.keyward.tpm.structure.TpmPublicKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A TPM that introduces itself, and the registered host that it can be. Nothing proves yet that the
 * keys are its own.
 *
 * @param endorsement its endorsement key
 * @param attestation its attestation key
 * @param host that is registered with this TPM
 */
record ShownTpm(HostPublicKey endorsement, TpmPublicKey attestation, RegisteredHost host) {

  /**
   * Looks for the host.
   *
   * @throws AttestationRefusal where no host is registered with that TPM
   * @throws MalformedInputException for keys that are not a TPM's
   */
  static ShownTpm of(TpmKeys keys, MeasuredHosts hosts, Instant now)
      throws AttestationRefusal, KeywardException, IOException {
    HostPublicKey endorsement = HostPublicKey.parse(keys.endorsement(), "endorsement key");
    TpmPublicKey attestation = TpmPublicKey.parse(keys.attestation(), "attestation key");
    attestation.requireAttestationKey("attestation key");
    Optional<RegisteredHost> known =
        hosts.having(endorsement.digest()).filter(RegisteredHost::isMeasured);
    if (known.isPresent()) {
      return new ShownTpm(endorsement, attestation, known.get());
    }
    Optional<EndorsementCertificate> certificate = certificate(keys, endorsement);
    Optional<RegisteredHost> free =
        certificate.isPresent() ? hosts.free(certificate.get(), now) : Optional.empty();
    return new ShownTpm(
        endorsement,
        attestation,
        free.orElseThrow(
            () ->
                new AttestationRefusal(
                    AttestationError.Kind.UNAUTHORIZED,
                    "no host is registered with the TPM of endorsement key "
                        + endorsement.digest())));
  }

  private static Optional<EndorsementCertificate> certificate(
      TpmKeys keys, HostPublicKey endorsement) throws MalformedInputException {
    Optional<byte[]> der = keys.certificate();
    return der.isPresent()
        ? Optional.of(EndorsementCertificate.parse(der.get(), "endorsement certificate"))
            .filter(each -> each.thumbprint().equals(endorsement.digest()))
        : Optional.empty();
  }

  /** What its tickets are bound to. */
  Tickets.Holder holder() {
    return new Tickets.Holder(endorsement.digest(), attestation.thumbprint());
  }

  /** What this TPM last showed; empty where it never proved that the attestation key is its own. */
  Optional<LastEvidence> last(HostRecords records) throws IOException {
    return records
        .last(host.name())
        .filter(last -> last.keys().endorsement().equals(endorsement.digest()))
        .filter(last -> Arrays.equals(last.keys().attestation(), attestation.encode()));
  }
}
