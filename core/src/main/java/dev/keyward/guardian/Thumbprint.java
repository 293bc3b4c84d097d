package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Jdk;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a certificate's DER bytes: 32 bytes, written as 64 lower-case hexadecimal digits.
 */
public final class Thumbprint implements Comparable<Thumbprint> {

  private static final int SIZE = 32;

  private final byte[] digest;

  private Thumbprint(byte[] digest) {
    this.digest = digest;
  }

  /** The thumbprint of these bytes. */
  public static Thumbprint of(byte[] der) {
    try {
      return new Thumbprint(Jdk.digest("SHA-256").digest(der));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Of a digest that was made already.
   *
   * @param sha256 32 bytes, copied
   */
  public static Thumbprint ofDigest(byte[] sha256) {
    if (sha256.length != SIZE) {
      throw new IllegalArgumentException(sha256.length + " bytes are no SHA-256");
    }
    return new Thumbprint(sha256.clone());
  }

  /**
   * Reads 64 hexadecimal digits; colons and spaces between them, as other tools print them, are
   * passed over.
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
