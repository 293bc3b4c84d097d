package dev.keyward.protector.part;

import java.util.Arrays;

/**
 * The proof that the sealer of the wrappings had the transport key: HMAC-SHA-256 over the canonical
 * {@code Wrappings}, under a key derived from the transport key by HKDF-SHA-256 (RFC 5869).
 *
 * <p>Derivation and HMAC lie outside of what is signed, so there is no choice in them beyond the
 * salt: somebody who could choose the length of the key could choose a length of one byte.
 */
public final class TransportKeySignature implements KeyProof {

  /** The size of the HMAC in bytes. */
  public static final int SIZE = 32;

  /** The size of a salt that is written, in bytes. */
  public static final int SALT_SIZE = 32;

  private static final int MIN_SALT = 16;
  private static final int MAX_SALT = 64;

  private final byte[] salt;
  private final byte[] value;

  private TransportKeySignature(byte[] salt, byte[] value) {
    this.salt = salt;
    this.value = value;
  }

  /**
   * Of a salt and an HMAC, which are copied.
   *
   * @param salt 16 to 64 bytes
   * @param value 32 bytes
   */
  public static TransportKeySignature of(byte[] salt, byte[] value) {
    if (!isSaltSize(salt.length) || value.length != SIZE) {
      throw new IllegalArgumentException("a salt of 16 to 64 bytes and an HMAC of 32");
    }
    return new TransportKeySignature(salt.clone(), value.clone());
  }

  public static boolean isSaltSize(int size) {
    return size >= MIN_SALT && size <= MAX_SALT;
  }

  /** A copy of the salt. */
  public byte[] salt() {
    return salt.clone();
  }

  /** A copy of the HMAC. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransportKeySignature that
        && Arrays.equals(that.salt, salt)
        && Arrays.equals(that.value, value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(salt) + Arrays.hashCode(value);
  }
}
