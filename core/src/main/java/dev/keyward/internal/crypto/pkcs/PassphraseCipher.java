package dev.keyward.internal.crypto.pkcs;

import dev.keyward.internal.crypto.Jdk;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The ciphers of key files, in CBC mode with the padding of PKCS#7. */
enum PassphraseCipher {
  AES_128("AES", 16, 16),
  AES_192("AES", 24, 16),
  AES_256("AES", 32, 16),
  TRIPLE_DES("DESede", 24, 8),
  RC2_40("RC2", 5, 8);

  private final String algorithm;
  private final int keySize;
  private final int blockSize;

  PassphraseCipher(String algorithm, int keySize, int blockSize) {
    this.algorithm = algorithm;
    this.keySize = keySize;
    this.blockSize = blockSize;
  }

  /** In bytes. */
  int keySize() {
    return keySize;
  }

  /** In bytes; the size of the initialization vector too. */
  int blockSize() {
    return blockSize;
  }

  byte[] encrypt(byte[] key, byte[] vector, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, vector).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }

  byte[] decrypt(byte[] key, byte[] vector, byte[] encrypted)
      throws BadPaddingException, IllegalBlockSizeException {
    Cipher cipher;
    try {
      cipher = cipher(Cipher.DECRYPT_MODE, key, vector);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
    return cipher.doFinal(encrypted);
  }

  private Cipher cipher(int mode, byte[] key, byte[] vector) throws GeneralSecurityException {
    Cipher cipher = Jdk.cipher(algorithm + "/CBC/PKCS5Padding");
    AlgorithmParameterSpec parameters =
        this == RC2_40 ? new RC2ParameterSpec(keySize * 8, vector) : new IvParameterSpec(vector);
    cipher.init(mode, new SecretKeySpec(key, algorithm), parameters);
    return cipher;
  }
}
