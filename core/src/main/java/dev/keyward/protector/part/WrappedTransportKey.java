package dev.keyward.protector.part;

import java.util.Arrays;
import java.util.Objects;

/** A transport key encrypted to one certificate (MS-KPS, TransportKey). */
public final class WrappedTransportKey {

  private final KeyEncryption encryption;
  private final byte[] cipherValue;

  private WrappedTransportKey(KeyEncryption encryption, byte[] cipherValue) {
    this.encryption = encryption;
    this.cipherValue = cipherValue;
  }

  /** Of an algorithm and the encrypted bytes, which are copied. */
  public static WrappedTransportKey of(KeyEncryption encryption, byte[] cipherValue) {
    return new WrappedTransportKey(
        Objects.requireNonNull(encryption, "encryption"), cipherValue.clone());
  }

  /** The algorithm. */
  public KeyEncryption encryption() {
    return encryption;
  }

  /** A copy of the encrypted bytes. */
  public byte[] cipherValue() {
    return cipherValue.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappedTransportKey key
        && key.encryption.equals(encryption)
        && Arrays.equals(key.cipherValue, cipherValue);
  }

  @Override
  public int hashCode() {
    return 31 * encryption.hashCode() + Arrays.hashCode(cipherValue);
  }

  /** The algorithm and the size. */
  @Override
  public String toString() {
    return "WrappedTransportKey(" + encryption.uri() + ", " + cipherValue.length + " bytes)";
  }
}
