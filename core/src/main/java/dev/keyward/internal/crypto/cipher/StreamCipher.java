package dev.keyward.internal.crypto.cipher;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/**
 * Encryption of long content in bounded memory: Tink's streaming AEAD of type AES-256-GCM with
 * HKDF-SHA256 and segments of 1 MiB. Salt and nonce prefix of a stream are Tink's to draw.
 *
 * <p>What is sealed begins with 40 bytes of header; each segment, of which the first is shorter by
 * that header, ends with a 16-byte tag.
 */
public final class StreamCipher {

  /** The size of a key in bytes. */
  public static final int KEY_SIZE = 32;

  private final AesGcmHkdfStreaming cipher;

  /** Under a key of 32 bytes, which is copied and cannot be wiped. */
  public StreamCipher(byte[] key) {
    try {
      this.cipher = new AesGcmHkdfStreaming(key, "HmacSha256", KEY_SIZE, StreamSize.SEGMENT, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key of 32 bytes", e);
    }
  }

  /** What is written to the result goes to {@code sealed} encrypted; closing closes both. */
  public OutputStream sealing(OutputStream sealed, byte[] associated) throws IOException {
    try {
      return cipher.newEncryptingStream(sealed, associated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  /**
   * What {@code sealed} holds, decrypted. Reading throws an {@link IOException} where it is not
   * what was sealed with this key and associated data.
   */
  public InputStream opening(InputStream sealed, byte[] associated) throws IOException {
    try {
      return cipher.newDecryptingStream(sealed, associated);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }
}
