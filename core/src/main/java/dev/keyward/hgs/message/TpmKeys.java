package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import java.util.Map;
import java.util.Optional;

/**
 * The keys by which a TPM introduces itself. They are the bytes that were sent, not looked into.
 *
 * @param endorsement SubjectPublicKeyInfo of its endorsement key
 * @param certificate of that key by the TPM's maker, DER; empty where the TPM has none
 * @param attestation the public area of its attestation key (TPMT_PUBLIC)
 */
public record TpmKeys(byte[] endorsement, Optional<byte[]> certificate, byte[] attestation) {

  private static final String ENDORSEMENT = "endorsementKey";
  private static final String CERTIFICATE = "endorsementCertificate";
  private static final String ATTESTATION = "attestationKey";
  private static final int MOST_KEY = 1 << 11;
  private static final int MOST_CERTIFICATE = 1 << 14;

  /** Copies the arrays. */
  public TpmKeys {
    endorsement = endorsement.clone();
    certificate = certificate.map(byte[]::clone);
    attestation = attestation.clone();
  }

  /** A copy of the endorsement key. */
  @Override
  public byte[] endorsement() {
    return endorsement.clone();
  }

  /** A copy of the certificate. */
  @Override
  public Optional<byte[]> certificate() {
    return certificate.map(byte[]::clone);
  }

  /** A copy of the attestation key. */
  @Override
  public byte[] attestation() {
    return attestation.clone();
  }

  void write(Map<String, Object> tree, ByteForm form) {
    tree.put(ENDORSEMENT, form.written(endorsement));
    certificate.ifPresent(der -> tree.put(CERTIFICATE, form.written(der)));
    tree.put(ATTESTATION, form.written(attestation));
  }

  static TpmKeys read(JsonFields fields, ByteForm.Reading reading) throws MalformedInputException {
    byte[] endorsement = reading.bytes(fields, ENDORSEMENT, MOST_KEY);
    Optional<byte[]> certificate =
        fields.has(CERTIFICATE)
            ? Optional.of(reading.bytes(fields, CERTIFICATE, MOST_CERTIFICATE))
            : Optional.empty();
    return new TpmKeys(endorsement, certificate, reading.bytes(fields, ATTESTATION, MOST_KEY));
  }
}
