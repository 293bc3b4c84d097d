package dev.keyward.tpm.structure;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldWriter;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;

/**
 * Two RSA keys in the place of a TPM's endorsement key and attestation key, for demonstrations and
 * tests. It signs everything that it is given, so it proves nothing of a machine.
 */
public final class StandInTpm {

  private static final int BITS = 2048;
  private static final int ATTESTATION = 0x00050472;

  private final KeyPair endorsement;
  private final KeyPair attestation;
  private final TpmPublicKey key;
  private long clock;

  private StandInTpm(KeyPair endorsement, KeyPair attestation, TpmPublicKey key) {
    this.endorsement = endorsement;
    this.attestation = attestation;
    this.key = key;
  }

  /** Makes two new keys, which takes about a second. */
  public static StandInTpm create(SecureRandom random) {
    return of(Rsa.generate(BITS, random), Rsa.generate(BITS, random));
  }

  /** Uses two pairs of RSA of 2048 bits. */
  public static StandInTpm of(KeyPair endorsement, KeyPair attestation) {
    byte[] modulus = ((RSAPublicKey) attestation.getPublic()).getModulus().toByteArray();
    byte[] area =
        new FieldWriter()
            .number16(Algorithms.RSA)
            .number16(Algorithms.SHA256)
            .number32(ATTESTATION)
            .sized(new byte[0])
            .number16(Algorithms.NULL)
            .number16(Algorithms.RSASSA)
            .number16(Algorithms.SHA256)
            .number16(BITS)
            .number32(0)
            .sized(java.util.Arrays.copyOfRange(modulus, 1, modulus.length))
            .written();
    try {
      return new StandInTpm(endorsement, attestation, TpmPublicKey.parse(area, "the stand-in"));
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("no pairs of RSA of 2048 bits", e);
    }
  }

  /** The key in the place of the endorsement key. */
  public EndorsementKey endorsementKey() {
    return new EndorsementKey((RSAPublicKey) endorsement.getPublic());
  }

  /** The public area in the place of the attestation key's. */
  public TpmPublicKey key() {
    return key;
  }

  /**
   * Opens a credential. The secret is the caller's to wipe.
   *
   * @throws KeyUnusableException code {@code tpm-error}: it was made for other keys
   */
  public byte[] activate(Credential credential) throws KeyUnusableException {
    return credential
        .open(endorsement.getPrivate(), key.name())
        .orElseThrow(
            () ->
                new KeyUnusableException(
                    Fault.of(
                        "tpm-error",
                        "the stand-in of a TPM",
                        "a credential for another TPM or another key",
                        "one for this"),
                    false));
  }

  /**
   * Signs register values that it did not measure.
   *
   * @param registers SHA-256 of the values of {@link PcrSelection#QUOTED} in their order
   */
  public Quote quote(QualifyingData data, Thumbprint registers)
      throws KeyUnusableException, MalformedInputException {
    clock++;
    byte[] attested = Quote.attest(key.name(), data, new ClockInfo(clock, 1, 0, true), registers);
    byte[] value =
        Rsa.jdk().sign(SignatureAlgorithm.RSA_SHA256, attestation.getPrivate(), attested);
    byte[] signature =
        new FieldWriter()
            .number16(Algorithms.RSASSA)
            .number16(Algorithms.SHA256)
            .sized(value)
            .written();
    return Quote.of(attested, signature);
  }

  /** A host of these keys whose registers have such values. */
  public Attester attester(Thumbprint registers) {
    StandInTpm keys = this;
    return new Attester() {
      @Override
      public TpmPublicKey key() {
        return keys.key();
      }

      @Override
      public byte[] activate(Credential credential) throws KeyUnusableException {
        return keys.activate(credential);
      }

      @Override
      public Quote quote(QualifyingData data) throws KeywardException {
        return keys.quote(data, registers);
      }
    };
  }
}
