package dev.keyward.tpm.structure;

/** Numbers of the TPM 2.0 Library Specification, part 2, that several structures use. */
final class Tpm {

  static final int ALG_RSA = 0x0001;
  static final int ALG_AES = 0x0006;
  static final int ALG_SHA256 = 0x000b;
  static final int ALG_NULL = 0x0010;
  static final int ALG_RSASSA = 0x0014;
  static final int ALG_RSAPSS = 0x0016;
  static final int ALG_CFB = 0x0043;

  /** The most bytes of any structure that is read here: four times the largest that is known. */
  static final int MOST_BYTES = 4096;

  private Tpm() {}
}
