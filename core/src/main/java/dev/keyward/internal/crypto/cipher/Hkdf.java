package dev.keyward.internal.crypto.cipher;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Key derivation by HKDF (RFC 5869). */
public final class Hkdf {

  private static final int MAX_LENGTH = 255 * 32;

  private Hkdf() {}

  /**
   * HKDF with HMAC-SHA256.
   *
   * @param length of the result in bytes, 1 to 8160
   */
  public static byte[] sha256(byte[] ikm, byte[] salt, byte[] info, int length) {
    if (length < 1 || length > MAX_LENGTH) {
      throw new IllegalArgumentException("HKDF-SHA256 yields 1 to 8160 bytes, not " + length);
    }
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(ikm, salt, info));
    byte[] key = new byte[length];
    generator.generateBytes(key, 0, length);
    return key;
  }
}
