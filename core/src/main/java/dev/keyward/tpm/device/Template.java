package dev.keyward.tpm.device;

import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldWriter;
import java.util.HexFormat;

/** The public areas that keys are made by. */
final class Template {

  private static final int P256 = 0x0003;
  private static final int RSA_BITS = 2048;
  private static final int AES_BITS = 128;

  private static final int STORAGE = 0x00030472;
  private static final int ENDORSEMENT = 0x000300b2;
  private static final int ATTESTATION = 0x00050472;

  /** The policy of the common endorsement key: the password of the endorsement hierarchy. */
  private static final byte[] POLICY =
      HexFormat.of().parseHex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa");

  private Template() {}

  private static FieldWriter start(int type, int attributes, byte[] policy) {
    return new FieldWriter()
        .number16(type)
        .number16(Algorithms.SHA256)
        .number32(attributes)
        .sized(policy);
  }

  private static FieldWriter withCipher(FieldWriter fields) {
    return fields
        .number16(Algorithms.AES)
        .number16(AES_BITS)
        .number16(Algorithms.CFB)
        .number16(Algorithms.NULL);
  }

  /** The storage key below which the attestation key lies: quick to make, and always the same. */
  static byte[] storage() {
    return withCipher(start(Algorithms.ECC, STORAGE, new byte[0]))
        .number16(P256)
        .number16(Algorithms.NULL)
        .sized(new byte[0])
        .sized(new byte[0])
        .written();
  }

  /** The endorsement key for RSA (TCG EK Credential Profile, template L-1). */
  static byte[] endorsement() {
    return withCipher(start(Algorithms.RSA, ENDORSEMENT, POLICY))
        .number16(RSA_BITS)
        .number32(0)
        .sized(new byte[RSA_BITS / Byte.SIZE])
        .written();
  }

  /** A key that signs only what the TPM itself says. */
  static byte[] attestation() {
    return start(Algorithms.RSA, ATTESTATION, new byte[0])
        .number16(Algorithms.NULL)
        .number16(Algorithms.RSASSA)
        .number16(Algorithms.SHA256)
        .number16(RSA_BITS)
        .number32(0)
        .sized(new byte[0])
        .written();
  }
}
