package dev.keyward.vm.sealed;

import dev.keyward.internal.crypto.Jdk;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A SHA-256: 32 bytes, written as 64 lower-case hexadecimal digits. */
public final class Digest {

  /** The size in bytes. */
  public static final int SIZE = 32;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Of the concatenation of {@code data}. */
  public static Digest of(byte[]... data) {
    MessageDigest sha = sha256();
    for (byte[] each : data) {
      sha.update(each);
    }
    return new Digest(sha.digest());
  }

  /**
   * Of a key's SubjectPublicKeyInfo in DER (RFC 5280), so that a renewed certificate has it too.
   */
  public static Digest of(PublicKey key) {
    return of(key.getEncoded());
  }

  /** Of what {@code sha} was given; it is reset. */
  public static Digest of(MessageDigest sha) {
    return new Digest(sha.digest());
  }

  public static MessageDigest sha256() {
    try {
      return Jdk.digest("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Reads 64 lower-case hexadecimal digits; empty for anything else. */
  public static Optional<Digest> find(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new Digest(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(digest.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
