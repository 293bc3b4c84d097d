package dev.keyward.protector;

import dev.keyward.internal.crypto.cipher.Hkdf;
import dev.keyward.internal.crypto.cipher.HmacSha256;
import dev.keyward.protector.form.Schema;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.secret.Borrower;
import dev.keyward.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/** The 32 random bytes that a key protector guards; wiped when closed. */
public final class TransportKey implements AutoCloseable {

  /** The size in bytes. */
  public static final int SIZE = 32;

  private static final byte[] INFO = Schema.HKDF_INFO.getBytes(StandardCharsets.UTF_8);

  private final SecretBytes bytes;

  private TransportKey(SecretBytes bytes) {
    this.bytes = bytes;
  }

  /** A new one from {@code random}. */
  public static TransportKey create(SecureRandom random) {
    return new TransportKey(SecretBytes.random(SIZE, random));
  }

  /**
   * A transport key of bytes that were opened. Closing it closes them.
   *
   * @param bytes 32 bytes
   */
  public static TransportKey of(SecretBytes bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a transport key has 32 bytes");
    }
    return new TransportKey(bytes);
  }

  /** Lends the bytes, as {@link SecretBytes#lend} does. */
  public <T, E extends Exception> T lend(Borrower<byte[], T, E> borrower) throws E {
    return bytes.lend(borrower);
  }

  SecretBytes bytes() {
    return bytes;
  }

  TransportKeySignature sign(byte[] canonicalWrappings, byte[] salt) {
    return TransportKeySignature.of(salt, mac(canonicalWrappings, salt));
  }

  /** Whether the signature was made with this key; compared in constant time. */
  public boolean signed(byte[] canonicalWrappings, TransportKeySignature signature) {
    return MessageDigest.isEqual(mac(canonicalWrappings, signature.salt()), signature.value());
  }

  private byte[] mac(byte[] canonicalWrappings, byte[] salt) {
    byte[] key = bytes.lend(secret -> Hkdf.sha256(secret, salt, INFO, TransportKeySignature.SIZE));
    try {
      return HmacSha256.of(key, canonicalWrappings);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Wipes the bytes. */
  @Override
  public void close() {
    bytes.close();
  }

  /** The size only. */
  @Override
  public String toString() {
    return "TransportKey(32 bytes)";
  }
}
