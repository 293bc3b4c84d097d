package dev.keyward.internal.crypto.cipher;

import dev.keyward.internal.crypto.Jdk;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104, FIPS 180-4). */
public final class HmacSha256 {

  private static final String NAME = "HmacSHA256";

  private HmacSha256() {}

  /** The 32-byte code of the concatenation of {@code data}. */
  public static byte[] of(byte[] key, byte[]... data) {
    try {
      Mac mac = Jdk.mac(NAME);
      // HMAC pads keys with zeros, so that one zero byte is the empty key, which Java refuses.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, NAME));
      for (byte[] part : data) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }
}
