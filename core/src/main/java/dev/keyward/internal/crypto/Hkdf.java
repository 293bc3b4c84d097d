package dev.keyward.internal.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF (RFC 5869). */
public final class Hkdf {

  private Hkdf() {}

  /** Derives {@code length} bytes with SHA-256; the result is the caller's to wipe. */
  public static byte[] sha256(byte[] secret, byte[] salt, byte[] info, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(secret, salt, info));
    byte[] derived = new byte[length];
    generator.generateBytes(derived, 0, length);
    return derived;
  }
}
