package dev.keyward.internal.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The one place where RSA happens (RFC 8017), by the JDK or by Amazon Corretto Crypto Provider.
 * What fails here gives no reason, so that no caller can pass one on. Safe for use by several
 * threads.
 */
public final class Rsa {

  private static final Rsa JDK = new Rsa(Optional.empty());

  private final Optional<Provider> provider;
  private final Optional<KeyTranslations> translations;

  private Rsa(Optional<Provider> provider) {
    this.provider = provider;
    this.translations = provider.map(KeyTranslations::new);
  }

  /** RSA of the JDK. */
  public static Rsa jdk() {
    return JDK;
  }

  /**
   * RSA of Amazon Corretto Crypto Provider, where it is on the class path and works. The first call
   * takes 200 ms and more: only for servers and bulk.
   */
  public static Optional<Rsa> corretto() {
    return Corretto.RSA;
  }

  /** Loaded at most once, and only when asked for. */
  private static final class Corretto {
    static final Optional<Rsa> RSA = load();

    private static Optional<Rsa> load() {
      try {
        Optional<Rsa> rsa = CorrettoProvider.load().map(provider -> new Rsa(Optional.of(provider)));
        return rsa.isPresent() && rsa.get().works() ? rsa : Optional.empty();
      } catch (GeneralSecurityException | LinkageError | RuntimeException e) {
        return Optional.empty();
      }
    }
  }

  /** One signature and one opening by keys of the JDK, each against the JDK. */
  private boolean works() throws GeneralSecurityException {
    // The provider makes a pair several times faster than the JDK, which would add to each start.
    KeyPair made = KeyPairGenerator.getInstance("RSA", provider.orElseThrow()).generateKeyPair();
    KeyFactory jdk = KeyFactory.getInstance("RSA");
    KeyPair pair =
        new KeyPair(
            (PublicKey) jdk.translateKey(made.getPublic()),
            (PrivateKey) jdk.translateKey(made.getPrivate()));
    byte[] text = {1, 2, 3};
    byte[] signature = sign(SignatureAlgorithm.RSA_SHA256, pair.getPrivate(), text);
    byte[] encrypted = JDK.encrypt("SHA-256", "SHA-256", pair.getPublic(), text);
    byte[] opened = decrypt("SHA-256", "SHA-256", pair.getPrivate(), encrypted).orElse(new byte[0]);
    return JDK.verify(SignatureAlgorithm.RSA_SHA256, pair.getPublic(), signature, text)
        && verify(SignatureAlgorithm.RSA_SHA256, pair.getPublic(), signature, text)
        && Arrays.equals(opened, text);
  }

  /** A new key pair of the JDK with the public exponent 65537. */
  public static KeyPair generate(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  /** The provider's name and version, for instance {@code JDK SunRsaSign 17}. */
  public String description() {
    try {
      Provider used = signature(SignatureAlgorithm.RSA_SHA256).getProvider();
      String prefix = provider.isPresent() ? "" : "JDK ";
      return prefix + used.getName() + " " + used.getVersionStr();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  /** For tests. */
  Optional<Provider> provider() {
    return provider;
  }

  /** Signs the concatenation of {@code data}. */
  public byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[]... data) {
    try {
      Signature signature = signature(algorithm);
      signature.initSign(own(key, PrivateKey.class));
      for (byte[] part : data) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /** Whether {@code value} is the signature; false for keys and values of a wrong form as well. */
  public boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] value, byte[]... data) {
    if (!hasSizeOf(key, value)) {
      return false;
    }
    Signature signature;
    try {
      signature = signature(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider has no " + algorithm, e);
    }
    try {
      signature.initVerify(own(key, PublicKey.class));
      for (byte[] part : data) {
        signature.update(part);
      }
      return signature.verify(value);
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /**
   * RSAES-OAEP without a label.
   *
   * @param digest the Java name of the label's digest
   * @param maskDigest the Java name of MGF1's digest
   */
  public byte[] encrypt(String digest, String maskDigest, PublicKey key, byte[] plain) {
    try {
      Cipher cipher = cipher();
      cipher.init(Cipher.ENCRYPT_MODE, own(key, PublicKey.class), oaep(digest, maskDigest));
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting failed", e);
    }
  }

  /** The inverse; empty for whatever reason it fails. The bytes are the caller's to wipe. */
  public Optional<byte[]> decrypt(
      String digest, String maskDigest, PrivateKey key, byte[] encrypted) {
    if (!hasSizeOf(key, encrypted)) {
      return Optional.empty();
    }
    Cipher cipher;
    try {
      cipher = cipher();
      cipher.init(Cipher.DECRYPT_MODE, own(key, PrivateKey.class), oaep(digest, maskDigest));
    } catch (InvalidKeyException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      // A provider that does not know a digest must not pass for a text that does not open.
      throw new IllegalStateException("no OAEP with " + digest + " and " + maskDigest, e);
    }
    try {
      return Optional.of(cipher.doFinal(encrypted));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Providers differ in what they do with values that are shorter or longer than the modulus. */
  private static boolean hasSizeOf(Key key, byte[] value) {
    return key instanceof RSAKey rsa && value.length == (rsa.getModulus().bitLength() + 7) / 8;
  }

  private <K extends Key> K own(K key, Class<K> type) throws InvalidKeyException {
    return translations.isPresent() ? translations.get().of(key, type) : key;
  }

  private static OAEPParameterSpec oaep(String digest, String maskDigest) {
    return new OAEPParameterSpec(
        digest, "MGF1", new MGF1ParameterSpec(maskDigest), PSource.PSpecified.DEFAULT);
  }

  private Cipher cipher() throws NoSuchAlgorithmException, NoSuchPaddingException {
    String name = "RSA/ECB/OAEPPadding";
    return provider.isPresent()
        ? Cipher.getInstance(name, provider.get())
        : Cipher.getInstance(name);
  }

  private Signature signature(SignatureAlgorithm algorithm)
      throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
    String digest = algorithm.digest();
    String name = algorithm.isPss() ? "RSASSA-PSS" : digest.replace("-", "") + "withRSA";
    Signature signature =
        provider.isPresent()
            ? Signature.getInstance(name, provider.get())
            : Signature.getInstance(name);
    if (algorithm.isPss()) {
      int salt = Integer.parseInt(digest.substring(4)) / 8;
      signature.setParameter(
          new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1));
    }
    return signature;
  }
}
