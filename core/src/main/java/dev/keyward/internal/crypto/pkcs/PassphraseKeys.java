package dev.keyward.internal.crypto.pkcs;

import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.JdkDigest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Keys from passphrases. Costs are the caller's to bound, results the caller's to wipe. */
final class PassphraseKeys {

  private PassphraseKeys() {}

  /** Salt and iteration count. */
  record Salted(byte[] salt, int iterations) {}

  /**
   * PBKDF2 (RFC 8018) over the passphrase in UTF-8, as OpenSSL takes it.
   *
   * @param prf {@code HmacSHA256} and the like
   */
  static byte[] pbkdf2(String prf, char[] passphrase, Salted salted, int size) {
    PBEKeySpec spec = new PBEKeySpec(passphrase, salted.salt(), salted.iterations(), size * 8);
    try {
      return Jdk.secretKeyFactory("PBKDF2With" + prf).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has PBKDF2 with " + prf, e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Scrypt (RFC 7914) over the passphrase in UTF-8. */
  static byte[] scrypt(char[] passphrase, ScryptParams parameters, int size) {
    byte[] bytes = utf8(passphrase);
    try {
      return SCrypt.generate(
          bytes,
          parameters.getSalt(),
          parameters.getCostParameter().intValueExact(),
          parameters.getBlockSize().intValueExact(),
          parameters.getParallelizationParameter().intValueExact(),
          size);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The key for a MAC (RFC 7292, appendix B), as long as the digest. */
  static byte[] pkcs12Mac(String digest, byte[] bmpPassphrase, Salted salted) {
    JdkDigest jdk = JdkDigest.of(digest);
    CipherParameters key =
        pkcs12(jdk, bmpPassphrase, salted).generateDerivedMacParameters(jdk.getDigestSize() * 8);
    return ((KeyParameter) key).getKey();
  }

  /** Key and initialization vector for a cipher (RFC 7292, appendix B and C), by SHA-1. */
  static ParametersWithIV pkcs12Cipher(
      byte[] bmpPassphrase, Salted salted, int keySize, int blockSize) {
    return (ParametersWithIV)
        pkcs12(JdkDigest.of("SHA-1"), bmpPassphrase, salted)
            .generateDerivedParameters(keySize * 8, blockSize * 8);
  }

  private static PKCS12ParametersGenerator pkcs12(
      JdkDigest digest, byte[] bmpPassphrase, Salted salted) {
    PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(digest);
    generator.init(bmpPassphrase, salted.salt(), salted.iterations());
    return generator;
  }

  /** The passphrase as a BMPString with its final zero (RFC 7292, appendix B.1). */
  static byte[] bmp(char[] passphrase) {
    byte[] bytes = new byte[2 * passphrase.length + 2];
    ByteBuffer.wrap(bytes).asCharBuffer().put(passphrase);
    return bytes;
  }

  private static byte[] utf8(char[] passphrase) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear();
    encoded.put(new byte[encoded.remaining()]);
    return bytes;
  }
}
