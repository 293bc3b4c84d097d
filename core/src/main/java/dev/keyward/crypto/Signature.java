package dev.keyward.crypto;

import java.util.Arrays;
import java.util.Objects;

/**
 * A signature as a document carries it: the URI of its algorithm and its value. The URI may be one
 * that Keyward does not know; such a signature can be listed and copied and never counts as valid.
 */
public final class Signature {

  private final String algorithm;
  private final byte[] value;
  // Of all the value, so made when it is asked for; 0 before. Threads that race find the same.
  private int hash;

  private Signature(String algorithm, byte[] value) {
    this.algorithm = algorithm;
    this.value = value;
  }

  /** A signature of {@code value}'s bytes, which are copied. */
  public static Signature of(String algorithm, byte[] value) {
    return new Signature(Objects.requireNonNull(algorithm, "algorithm"), value.clone());
  }

  /** The algorithm's URI. */
  public String algorithm() {
    return algorithm;
  }

  /** What this takes of the memory, in bytes: for caches. */
  public long memory() {
    return 128 + 2L * algorithm.length() + value.length;
  }

  /** A copy of the value. */
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof Signature signature
            && signature.algorithm.equals(algorithm)
            && Arrays.equals(signature.value, value);
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = 31 * algorithm.hashCode() + Arrays.hashCode(value);
      hash = known;
    }
    return known;
  }

  /** The algorithm and the value's size. */
  @Override
  public String toString() {
    return "Signature(" + algorithm + ", " + value.length + " bytes)";
  }
}
