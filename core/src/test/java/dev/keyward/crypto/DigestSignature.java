package dev.keyward.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import javax.crypto.Cipher;

/** What a key service does that gets the digest and not the data. Test-only. */
public final class DigestSignature {

  /** What precedes a SHA-256 in a signature (RFC 8017, section 9.2). */
  private static final byte[] DIGEST_INFO = {
    0x30,
    0x31,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x60,
    (byte) 0x86,
    0x48,
    0x01,
    0x65,
    0x03,
    0x04,
    0x02,
    0x01,
    0x05,
    0x00,
    0x04,
    0x20
  };

  private DigestSignature() {}

  /** RSASSA-PKCS1-v1_5 of a SHA-256. */
  public static byte[] of(PrivateKey key, byte[] sha256) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.update(DIGEST_INFO);
    return cipher.doFinal(sha256);
  }
}
