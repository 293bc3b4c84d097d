package dev.keyward.internal.crypto.cipher;

import dev.keyward.internal.crypto.Jdk;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CFB mode with an initial vector of zeros, as TPMs encrypt credentials. It protects nothing
 * from change: a MAC stands beside it.
 */
public final class AesCfb {

  private static final int BLOCK = 16;

  private AesCfb() {}

  /** The encrypted bytes, as many as {@code plain}. */
  public static byte[] encrypt(byte[] key, byte[] plain) {
    return run(Cipher.ENCRYPT_MODE, key, plain);
  }

  /** The inverse. */
  public static byte[] decrypt(byte[] key, byte[] encrypted) {
    return run(Cipher.DECRYPT_MODE, key, encrypted);
  }

  private static byte[] run(int mode, byte[] key, byte[] text) {
    try {
      Cipher cipher = Jdk.cipher("AES/CFB/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES in CFB mode", e);
    }
  }
}
