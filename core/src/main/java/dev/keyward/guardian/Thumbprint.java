package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Jdk;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A SHA-256: of a certificate's DER bytes, of a key, a file or a document. 32 bytes, written as 64
 * lower-case hexadecimal digits.
 */
public final class Thumbprint implements Comparable<Thumbprint> {

  /** The size in bytes. */
  public static final int SIZE = 32;

  private final byte[] digest;

  private Thumbprint(byte[] digest) {
    this.digest = digest;
  }

  /** The SHA-256 of these bytes. */
  public static Thumbprint of(byte[] bytes) {
    return new Thumbprint(sha256().digest(bytes));
  }

  /** The SHA-256 of the concatenation of {@code parts}. */
  public static Thumbprint of(byte[]... parts) {
    MessageDigest sha = sha256();
    for (byte[] part : parts) {
      sha.update(part);
    }
    return of(sha);
  }

  /** The result of {@code sha}, which this resets. */
  public static Thumbprint of(MessageDigest sha) {
    return ofDigest(sha.digest());
  }

  /**
   * Of a key's SubjectPublicKeyInfo in DER (RFC 5280), so that a renewed certificate has it too.
   */
  public static Thumbprint of(PublicKey key) {
    return of(key.getEncoded());
  }

  /** A digest for content that arrives in pieces; {@link #of(MessageDigest)} finishes it. */
  public static MessageDigest sha256() {
    try {
      return Jdk.digest("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Reads 64 lower-case hexadecimal digits, as our own files have them; empty for all else. */
  public static Optional<Thumbprint> find(String text) {
    // No pattern: reports and shards have several in each of a million rows.
    if (text.length() != 2 * SIZE) {
      return Optional.empty();
    }
    for (int at = 0; at < text.length(); at++) {
      if (!isDigit(text.charAt(at))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Thumbprint(HexFormat.of().parseHex(text)));
  }

  private static boolean isDigit(int sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f');
  }

  /**
   * A value of a digest that was computed already.
   *
   * @param sha256 32 bytes, copied
   */
  public static Thumbprint ofDigest(byte[] sha256) {
    if (sha256.length != SIZE) {
      throw new IllegalArgumentException(sha256.length + " bytes are not a SHA-256");
    }
    return new Thumbprint(sha256.clone());
  }

  /**
   * Reads 64 hexadecimal digits; colons and spaces between them, as other tools print them, are
   * skipped.
   *
   * @throws MalformedInputException code {@code bad-thumbprint}
   */
  public static Thumbprint parse(String text) throws MalformedInputException {
    String digits = text.replaceAll("[: ]", "");
    if (!digits.matches("[0-9A-Fa-f]{64}")) {
      throw new MalformedInputException(
          Fault.of(
              "bad-thumbprint",
              "thumbprint",
              digits.length() + " characters that are not a SHA-256",
              "64 hexadecimal digits"));
    }
    byte[] digest = HexFormat.of().parseHex(digits);
    assert digest.length == SIZE;
    return new Thumbprint(digest);
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return digest.clone();
  }

  /** The first 64 bits as a number, for tables that hold millions. */
  public long prefix() {
    return ByteBuffer.wrap(digest).getLong();
  }

  @Override
  public int compareTo(Thumbprint other) {
    return Arrays.compareUnsigned(digest, other.digest);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof Thumbprint print && Arrays.equals(print.digest, digest);
  }

  @Override
  public int hashCode() {
    // A digest is as even in any four of its bytes as in all.
    return ByteBuffer.wrap(digest).getInt();
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
