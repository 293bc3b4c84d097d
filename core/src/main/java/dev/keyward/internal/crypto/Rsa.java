package dev.keyward.internal.crypto;

import dev.keyward.KeyUnusableException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The one place where RSA happens (RFC 8017), by the JDK or by Amazon Corretto Crypto Provider. A
 * text that does not open gives no reason, so that no caller can pass one on. Safe for use by
 * several threads.
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
    return Corretto.FOUND.rsa();
  }

  /** Why there is no {@link #corretto}; empty where there is. */
  public static Optional<String> whyNoCorretto() {
    return Corretto.FOUND.why();
  }

  private record Found(Optional<Rsa> rsa, Optional<String> why) {

    static Found no(String why) {
      return new Found(Optional.empty(), Optional.of(why));
    }
  }

  /** Loaded at most once, and only when asked for. */
  private static final class Corretto {
    static final Found FOUND = load();

    private static Found load() {
      try {
        Rsa rsa = new Rsa(Optional.of(CorrettoProvider.load()));
        return rsa.works()
            ? new Found(Optional.of(rsa), Optional.empty())
            : Found.no("its answers differ from the JDK's");
      } catch (ClassNotFoundException e) {
        return Found.no("it is not on the class path");
      } catch (InvocationTargetException e) {
        return Found.no(String.valueOf(e.getCause()));
      } catch (GeneralSecurityException
          | ReflectiveOperationException
          | KeyUnusableException
          | LinkageError
          | RuntimeException e) {
        return Found.no(e.toString());
      }
    }
  }

  /** One signature and one opening by keys of the JDK, each against the JDK. */
  private boolean works() throws GeneralSecurityException, KeyUnusableException {
    // The provider makes a pair several times faster than the JDK, which would add to each start.
    KeyPair made = KeyPairGenerator.getInstance("RSA", provider.orElseThrow()).generateKeyPair();
    KeyFactory jdk = Jdk.keyFactory();
    KeyPair pair =
        new KeyPair(
            (PublicKey) jdk.translateKey(made.getPublic()),
            (PrivateKey) jdk.translateKey(made.getPrivate()));
    byte[] text = {1, 2, 3};
    byte[] signature = sign(SignatureAlgorithm.RSA_SHA256, pair.getPrivate(), text);
    Digests digests = new Digests("SHA-256", "SHA-256");
    byte[] encrypted = JDK.encrypt(digests, pair.getPublic(), text, Jdk.random());
    byte[] opened = decrypt(digests, pair.getPrivate(), encrypted).orElse(new byte[0]);
    return JDK.verify(SignatureAlgorithm.RSA_SHA256, pair.getPublic(), signature, text)
        && verify(SignatureAlgorithm.RSA_SHA256, pair.getPublic(), signature, text)
        && Arrays.equals(opened, text);
  }

  /** A new key pair of the JDK with the public exponent 65537. */
  public static KeyPair generate(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = Jdk.keyPairGenerator();
      generator.initialize(bits, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  /** The provider's name and version, for instance {@code JDK SunRsaSign 17}. */
  public String description() {
    try {
      Provider used = signature(SignatureAlgorithm.RSA_SHA256, true).getProvider();
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

  /**
   * Signs the concatenation of {@code data}.
   *
   * @param key with its numbers, or a handle of any provider that is registered with Java
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public byte[] sign(SignatureAlgorithm algorithm, PrivateKey key, byte[]... data)
      throws KeyUnusableException {
    try {
      return signed(algorithm, key, data);
    } catch (GeneralSecurityException | RuntimeException e) {
      if (provider.isPresent()) {
        return JDK.sign(algorithm, key, data);
      }
      throw KeyTrouble.of(key, "sign", e);
    }
  }

  private byte[] signed(SignatureAlgorithm algorithm, PrivateKey key, byte[]... data)
      throws GeneralSecurityException {
    Signature signature = signature(algorithm, KeyTrouble.hasNumbers(key));
    signature.initSign(own(key, PrivateKey.class));
    for (byte[] part : data) {
      signature.update(part);
    }
    return signature.sign();
  }

  /** Whether {@code value} is the signature; false for keys and values of a wrong form as well. */
  public boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] value, byte[]... data) {
    if (!hasSizeOf(key, value)) {
      return false;
    }
    Signature signature;
    try {
      signature = signature(algorithm, true);
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
      return provider.isPresent()
          ? JDK.verify(algorithm, key, value, data)
          : isVerdict(e, algorithm);
    }
  }

  /** A wrong key or value is an answer; that the provider fails is none. */
  private static boolean isVerdict(Exception failure, SignatureAlgorithm algorithm) {
    if (failure instanceof InvalidKeyException || failure instanceof SignatureException) {
      return false;
    }
    throw new IllegalStateException("the provider fails to check " + algorithm, failure);
  }

  /**
   * RSAES-OAEP without a label.
   *
   * @param digests of the label and of MGF1
   * @param random gives the seed; a provider other than the JDK may use its own
   */
  public byte[] encrypt(Digests digests, PublicKey key, byte[] plain, SecureRandom random) {
    try {
      Cipher cipher = cipher(true);
      cipher.init(Cipher.ENCRYPT_MODE, own(key, PublicKey.class), digests.oaep(), random);
      return cipher.doFinal(plain);
    } catch (GeneralSecurityException | RuntimeException e) {
      if (provider.isPresent()) {
        return JDK.encrypt(digests, key, plain, random);
      }
      throw new IllegalStateException("encrypting failed", e);
    }
  }

  /** The Java names of the digests of OAEP: the label's and MGF1's. */
  public record Digests(String label, String mask) {

    /** For a cipher of Java. */
    public OAEPParameterSpec oaep() {
      return new OAEPParameterSpec(
          label, "MGF1", new MGF1ParameterSpec(mask), PSource.PSpecified.DEFAULT);
    }
  }

  /**
   * The inverse; empty for a text that does not open. The bytes are the caller's to wipe. The size
   * of {@code encrypted} is checked only against a key that tells its modulus.
   *
   * @throws KeyUnusableException code {@code key-unusable}: it says nothing about the text
   */
  public Optional<byte[]> decrypt(Digests digests, PrivateKey key, byte[] encrypted)
      throws KeyUnusableException {
    if (key instanceof RSAKey && !hasSizeOf(key, encrypted)) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(KeyTrouble.hasNumbers(key));
      cipher.init(Cipher.DECRYPT_MODE, own(key, PrivateKey.class), digests.oaep());
      return Optional.of(cipher.doFinal(encrypted));
    } catch (BadPaddingException e) {
      // The one failure that is an answer, and it gives no reason.
      return Optional.empty();
    } catch (GeneralSecurityException | RuntimeException e) {
      if (provider.isPresent()) {
        return JDK.decrypt(digests, key, encrypted);
      }
      throw KeyTrouble.of(key, "open", e);
    }
  }

  /** Providers differ in what they do with values that are shorter or longer than the modulus. */
  private static boolean hasSizeOf(Key key, byte[] value) {
    return key instanceof RSAKey rsa && value.length == size(rsa.getModulus());
  }

  /** The length in bytes of what a key of this modulus signs and opens (RFC 8017: k). */
  public static int size(BigInteger modulus) {
    return (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }

  private <K extends Key> K own(K key, Class<K> type) throws InvalidKeyException {
    boolean translatable = key instanceof PublicKey || KeyTrouble.hasNumbers(key);
    return translations.isPresent() && translatable ? translations.get().of(key, type) : key;
  }

  /** Of a key that is only a handle, whichever provider takes it: only its maker does. */
  private Cipher cipher(boolean numbers) throws GeneralSecurityException {
    String name = "RSA/ECB/OAEPPadding";
    if (!numbers) {
      return Cipher.getInstance(name);
    }
    return provider.isPresent() ? Cipher.getInstance(name, provider.get()) : Jdk.cipher(name);
  }

  private Signature signature(SignatureAlgorithm algorithm, boolean numbers)
      throws GeneralSecurityException {
    String digest = algorithm.digest();
    String name = algorithm.isPss() ? "RSASSA-PSS" : digest.replace("-", "") + "withRSA";
    Signature signature = numbers ? signature(name) : Signature.getInstance(name);
    if (algorithm.isPss()) {
      int salt = Integer.parseInt(digest.substring(4)) / 8;
      signature.setParameter(
          new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1));
    }
    return signature;
  }

  private Signature signature(String name) throws GeneralSecurityException {
    return provider.isPresent() ? Signature.getInstance(name, provider.get()) : Jdk.signature(name);
  }
}
