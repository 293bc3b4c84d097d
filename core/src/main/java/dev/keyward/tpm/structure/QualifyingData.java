package dev.keyward.tpm.structure;

import dev.keyward.guardian.Thumbprint;
import java.security.PublicKey;

/**
 * What a quote is asked to sign besides the registers: SHA-256 of the service's nonce and of the
 * SubjectPublicKeyInfo of the key that the health certificate is for. So the quote is fresh, and
 * serves that key alone.
 *
 * @param digest 32 bytes
 */
public record QualifyingData(Thumbprint digest) {

  /** The size of a nonce in bytes. */
  public static final int NONCE_BYTES = 32;

  /** Of a nonce of {@link #NONCE_BYTES} and a key. */
  public static QualifyingData of(byte[] nonce, PublicKey key) {
    if (nonce.length != NONCE_BYTES) {
      throw new IllegalArgumentException("a nonce of " + nonce.length + " bytes");
    }
    return new QualifyingData(Thumbprint.of(nonce, key.getEncoded()));
  }
}
