package dev.keyward.vm.disk.digest;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.util.Arrays;
import java.util.HexFormat;

/** A digest in the hash tree of a disk: 32 bytes of SHA-256, written as 64 hexadecimal digits. */
public final class TreeHash {

  /** Bytes. */
  public static final int SIZE = 32;

  private final byte[] digest;

  private TreeHash(byte[] digest) {
    this.digest = digest;
  }

  /**
   * Takes a digest.
   *
   * @throws IllegalArgumentException for other than 32 bytes
   */
  public static TreeHash of(byte[] digest) {
    if (digest.length != SIZE) {
      throw new IllegalArgumentException(digest.length + " bytes are not a SHA-256");
    }
    return new TreeHash(digest.clone());
  }

  /**
   * Reads 64 hexadecimal digits in lower case.
   *
   * @throws MalformedInputException code {@code bad-tree-hash}
   */
  public static TreeHash parse(String text) throws MalformedInputException {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new MalformedInputException(
          Fault.of(
              "bad-tree-hash",
              "digest",
              text.length() + " characters that are not a SHA-256",
              "64 hexadecimal digits in lower case"));
    }
    return new TreeHash(HexFormat.of().parseHex(text));
  }

  /** A copy of the 32 bytes. */
  public byte[] encode() {
    return digest.clone();
  }

  /** The bytes themselves, for the room only, which does not change them. */
  byte[] lent() {
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(hash.digest, digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
