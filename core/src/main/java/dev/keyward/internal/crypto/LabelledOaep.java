package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * RSAES-OAEP with a label and SHA-256 for both digests, as TPMs have it (TPM 2.0, part 1, B.4).
 * Other texts go through {@link Rsa}.
 */
public final class LabelledOaep {

  private static final String NAME = "RSA/ECB/OAEPPadding";

  private LabelledOaep() {}

  private static OAEPParameterSpec parameters(byte[] label) {
    return new OAEPParameterSpec(
        "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label));
  }

  /** Encrypts for a key. */
  public static byte[] encrypt(PublicKey key, byte[] label, byte[] plain, SecureRandom random) {
    try {
      Cipher cipher = Jdk.cipher(NAME);
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters(label), random);
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting failed", e);
    }
  }

  /** The inverse; empty for a text that does not open. The bytes are the caller's to wipe. */
  public static Optional<byte[]> decrypt(PrivateKey key, byte[] label, byte[] encrypted) {
    try {
      Cipher cipher = Jdk.cipher(NAME);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters(label));
      return Optional.of(cipher.doFinal(encrypted));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
