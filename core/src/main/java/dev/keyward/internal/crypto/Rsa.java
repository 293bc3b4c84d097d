package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** The one place where RSA happens. */
public final class Rsa {

  private final Optional<Provider> provider;

  private Rsa(Optional<Provider> provider) {
    this.provider = provider;
  }

  /** RSA of the JDK. */
  public static Rsa jdk() {
    return new Rsa(Optional.empty());
  }

  /** RSA of Amazon Corretto Crypto Provider, where it is on the class path and works. */
  public static Optional<Rsa> corretto() {
    return Optional.empty();
  }

  /** A new RSA key pair with the public exponent 65537. */
  public static KeyPair generate(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  /** The provider's name and version. */
  public String description() {
    return provider.map(Provider::toString).orElse("JDK " + Runtime.version().feature());
  }

  /** Signs the concatenation of {@code data}. */
  public byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[]... data) {
    try {
      Signature signature = signature(algorithm);
      signature.initSign(key);
      for (byte[] part : data) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /** Whether {@code value} is the signature; false for values of a wrong form as well. */
  public boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] value, byte[]... data) {
    try {
      Signature signature = signature(algorithm);
      signature.initVerify(key);
      for (byte[] part : data) {
        signature.update(part);
      }
      return signature.verify(value);
    } catch (SignatureException | java.security.InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("verifying failed", e);
    }
  }

  /** RSAES-OAEP without a label. */
  public byte[] encrypt(String digest, String maskDigest, PublicKey key, byte[] plain) {
    try {
      Cipher cipher = cipher();
      cipher.init(Cipher.ENCRYPT_MODE, key, oaep(digest, maskDigest));
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting failed", e);
    }
  }

  /** The inverse; empty for whatever reason it fails. */
  public Optional<byte[]> decrypt(
      String digest, String maskDigest, PrivateKey key, byte[] encrypted) {
    try {
      Cipher cipher = cipher();
      cipher.init(Cipher.DECRYPT_MODE, key, oaep(digest, maskDigest));
      return Optional.of(cipher.doFinal(encrypted));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static OAEPParameterSpec oaep(String digest, String maskDigest) {
    return new OAEPParameterSpec(
        digest, "MGF1", new MGF1ParameterSpec(maskDigest), PSource.PSpecified.DEFAULT);
  }

  private Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance("RSA/ECB/OAEPPadding");
  }

  private Signature signature(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    String digest = algorithm.digest();
    if (!algorithm.isPss()) {
      return Signature.getInstance(digest.replace("-", "") + "withRSA");
    }
    Signature signature = Signature.getInstance("RSASSA-PSS");
    int salt = Integer.parseInt(digest.substring(4)) / 8;
    signature.setParameter(
        new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1));
    return signature;
  }
}
