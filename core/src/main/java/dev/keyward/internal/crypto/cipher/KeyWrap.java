package dev.keyward.internal.crypto.cipher;

import dev.keyward.internal.crypto.Jdk;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES key wrap without padding (RFC 3394). */
public final class KeyWrap {

  private static final String NAME = "AESWrap";

  private KeyWrap() {}

  /**
   * Wraps a key.
   *
   * @param key 32 bytes
   * @param wrapped at least 16 bytes, a multiple of 8
   */
  public static byte[] wrap(byte[] key, byte[] wrapped) {
    try {
      Cipher cipher = Jdk.cipher(NAME);
      cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(key, "AES"));
      return cipher.wrap(new SecretKeySpec(wrapped, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("wrapping a key failed", e);
    }
  }

  /** The inverse, the caller's to wipe; empty for whatever reason it fails. */
  public static Optional<byte[]> unwrap(byte[] key, byte[] sealed) {
    try {
      Cipher cipher = Jdk.cipher(NAME);
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, "AES"));
      return Optional.of(cipher.unwrap(sealed, "AES", Cipher.SECRET_KEY).getEncoded());
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
