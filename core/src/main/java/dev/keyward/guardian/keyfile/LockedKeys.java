package dev.keyward.guardian.keyfile;

/**
 * The two PKCS#12 files of one guardian, under one passphrase.
 *
 * @param signing the bytes of {@code signing.p12}
 * @param encryption the bytes of {@code encryption.p12}
 */
public record LockedKeys(byte[] signing, byte[] encryption) {

  /** Copies the bytes. */
  public LockedKeys {
    signing = signing.clone();
    encryption = encryption.clone();
  }

  /** A copy of the bytes of {@code signing.p12}. */
  @Override
  public byte[] signing() {
    return signing.clone();
  }

  /** A copy of the bytes of {@code encryption.p12}. */
  @Override
  public byte[] encryption() {
    return encryption.clone();
  }
}
