package dev.keyward.guardian.keyfile;

/**
 * The two files of one guardian's private keys: PKCS#12 under one passphrase, or references to keys
 * outside.
 *
 * @param form of both
 * @param signing the bytes of the file of the signing key
 * @param encryption the bytes of the file of the encryption key
 */
public record LockedKeys(Form form, byte[] signing, byte[] encryption) {

  /** What the files are. */
  public enum Form {
    /** The keys themselves, encrypted. */
    PKCS12(".p12"),
    /** Where the keys are, in the clear. */
    REFERENCE(".ref");

    private final String ending;

    Form(String ending) {
      this.ending = ending;
    }

    /** How the names of such files end. */
    public String ending() {
      return ending;
    }
  }

  /** Copies the bytes. */
  public LockedKeys {
    signing = signing.clone();
    encryption = encryption.clone();
  }

  /** Two files of PKCS#12. */
  public LockedKeys(byte[] signing, byte[] encryption) {
    this(Form.PKCS12, signing, encryption);
  }

  /** A copy of the bytes of the signing key's file. */
  @Override
  public byte[] signing() {
    return signing.clone();
  }

  /** A copy of the bytes of the encryption key's file. */
  @Override
  public byte[] encryption() {
    return encryption.clone();
  }
}
