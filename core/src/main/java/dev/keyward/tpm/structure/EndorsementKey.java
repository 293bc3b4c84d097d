package dev.keyward.tpm.structure;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.pkcs.Pem;
import java.security.interfaces.RSAPublicKey;

/**
 * The public endorsement key of a TPM, which is made once in the TPM's life and distinguishes it
 * from all others.
 *
 * @param key RSA of 2048 bits, the most common kind
 */
public record EndorsementKey(RSAPublicKey key) {

  /**
   * Reads a key as an administrator hands it over.
   *
   * @param file PEM or DER: a public key or a certificate
   * @throws KeywardException code {@code bad-public-key} or {@code too-large}
   */
  public static EndorsementKey parse(byte[] file, String where) throws KeywardException {
    return new EndorsementKey(Pem.publicKey(file, where));
  }

  /** SHA-256 of the SubjectPublicKeyInfo. */
  public Thumbprint thumbprint() {
    return Thumbprint.of(key);
  }

  /** The key as PEM. */
  public byte[] encode() {
    return Pem.encode(key);
  }
}
