package dev.keyward.crypto;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.KeyTrouble;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The RSA operations of one provider: the JDK's by default, or Amazon Corretto's, if a program asks
 * for the fastest one and it is on the class path. Results are the same on both. Safe for use by
 * several threads.
 */
public final class RsaEngine {

  /** What keys sign to show that they belong to a certificate. */
  private static final byte[] PROBE = "keyward/v1/probe".getBytes(StandardCharsets.US_ASCII);

  private final Rsa rsa;

  private RsaEngine(Rsa rsa) {
    this.rsa = rsa;
  }

  /** The JDK's own providers: nothing to load, right for a few operations. */
  public static RsaEngine jdk() {
    return new RsaEngine(Rsa.jdk());
  }

  /**
   * Corretto, if it is on the class path and passes its self-test, and otherwise the JDK's. {@link
   * #whyNotFastest} says which one.
   */
  public static RsaEngine fastest() {
    return new RsaEngine(Rsa.corretto().orElseGet(Rsa::jdk));
  }

  /** Why {@link #fastest} falls back to the JDK; empty if it does not. */
  public static Optional<String> whyNotFastest() {
    return Rsa.whyNoCorretto();
  }

  /**
   * Corretto, or an exception: for programs that need its speed.
   *
   * @throws IllegalStateException with the reason why it is not available
   */
  public static RsaEngine requireFastest() {
    return new RsaEngine(
        Rsa.corretto()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no Amazon Corretto Crypto Provider: "
                            + Rsa.whyNoCorretto().orElse("unknown"))));
  }

  /** The provider's name and version. */
  public String description() {
    return rsa.description();
  }

  /**
   * An RSASSA-PKCS1-v1_5 signature with SHA-256 over the concatenation of {@code data}.
   *
   * @param key with its numbers, an {@link OutsideKey}, or a handle of a provider that is
   *     registered with Java
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public Signature sign(PrivateKey key, byte[]... data) throws KeyUnusableException {
    return Signature.of(SignatureAlgorithm.RSA_SHA256.uri(), signed(key, data));
  }

  private byte[] signed(PrivateKey key, byte[]... data) throws KeyUnusableException {
    return key instanceof OutsideKey outside
        ? outside.sign(data)
        : rsa.sign(SignatureAlgorithm.RSA_SHA256, key, data);
  }

  /**
   * Whether {@code key} is the private half of {@code other}: a signature by the one verifies with
   * the other.
   *
   * @throws KeyUnusableException as {@link #sign} says
   */
  public boolean belongs(PrivateKey key, PublicKey other) throws KeyUnusableException {
    return rsa.verify(SignatureAlgorithm.RSA_SHA256, other, signed(key, PROBE), PROBE);
  }

  /** Whether {@link #verify} knows the algorithm of this URI. */
  public static boolean knows(String algorithmUri) {
    return SignatureAlgorithm.forUri(algorithmUri).isPresent();
  }

  /**
   * Whether {@code signature} is {@code key}'s over the concatenation of {@code data}.
   *
   * @throws UnsupportedFormatException code {@code unknown-algorithm}: it cannot be checked
   */
  public boolean verify(Signature signature, PublicKey key, byte[]... data)
      throws UnsupportedFormatException {
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.forUri(signature.algorithm())
            .orElseThrow(() -> unknown(signature.algorithm()));
    return rsa.verify(algorithm, key, signature.value(), data);
  }

  /**
   * RSAES-OAEP of {@code secret} to {@code key}.
   *
   * @param random gives the seed on the JDK; Corretto uses its own
   */
  public byte[] wrap(
      OaepParameters parameters, PublicKey key, SecretBytes secret, SecureRandom random) {
    return secret.lend(bytes -> rsa.encrypt(digests(parameters), key, bytes, random));
  }

  /**
   * Opens what {@link #wrap} made. Empty where it does not open; no caller may tell wrong padding,
   * wrong length and a wrong key apart.
   *
   * @param key with its numbers, an {@link OutsideKey}, or a handle of a provider that is
   *     registered with Java
   * @param size the only length in bytes that the secret may have
   * @throws KeyUnusableException code {@code key-unusable}: it says nothing about {@code wrapped}
   */
  public Optional<SecretBytes> unwrap(
      OaepParameters parameters, PrivateKey key, byte[] wrapped, int size)
      throws KeyUnusableException {
    Optional<byte[]> opened =
        key instanceof OutsideKey outside
            ? outside.open(parameters, wrapped, size)
            : rsa.decrypt(digests(parameters), key, wrapped);
    return opened.map(SecretBytes::takeFrom).filter(secret -> hasSize(secret, size));
  }

  private static Rsa.Digests digests(OaepParameters parameters) {
    return new Rsa.Digests(parameters.digest(), parameters.maskDigest());
  }

  /** Whether any provider can compute with the key; else it is the handle of a device. */
  public static boolean hasNumbers(PrivateKey key) {
    return KeyTrouble.hasNumbers(key);
  }

  private static boolean hasSize(SecretBytes secret, int size) {
    if (secret.size() != size) {
      secret.close();
    }
    return secret.size() == size;
  }

  private static UnsupportedFormatException unknown(String uri) {
    return new UnsupportedFormatException(
        Fault.of(
            "unknown-algorithm",
            "Signature",
            "algorithm \"" + uri + "\"",
            "one of the signature algorithms that Keyward can check"));
  }
}
