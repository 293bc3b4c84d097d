package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.secret.SecretBytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/**
 * The RSA operations of one provider: the JDK's by default, Amazon Corretto's where bulk work asks
 * for the fastest one and it is on the class path. Results are the same on both. Safe for use by
 * several threads.
 */
public final class RsaEngine {

  private final Rsa rsa;

  private RsaEngine(Rsa rsa) {
    this.rsa = rsa;
  }

  /** The JDK's own providers: nothing to load, right for a few operations. */
  public static RsaEngine jdk() {
    return new RsaEngine(Rsa.jdk());
  }

  /** Corretto where it is on the class path and passes its self-test, else the JDK's. */
  public static RsaEngine fastest() {
    return new RsaEngine(Rsa.corretto().orElseGet(Rsa::jdk));
  }

  /** The provider's name and version. */
  public String description() {
    return rsa.description();
  }

  /** An RSASSA-PKCS1-v1_5 signature with SHA-256 over the concatenation of {@code data}. */
  public Signature sign(PrivateKey key, byte[]... data) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.RSA_SHA256;
    return Signature.of(algorithm.uri(), rsa.sign(algorithm, key, data));
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

  /** RSAES-OAEP of {@code secret} to {@code key}. */
  public byte[] wrap(OaepParameters parameters, PublicKey key, SecretBytes secret) {
    return secret.lend(
        bytes -> rsa.encrypt(parameters.digest(), parameters.maskDigest(), key, bytes));
  }

  /**
   * Opens what {@link #wrap} made. Empty for whatever reason it does not open; no caller may tell
   * wrong padding, wrong length and a wrong key apart.
   *
   * @param size the only length in bytes that the secret may have
   */
  public Optional<SecretBytes> unwrap(
      OaepParameters parameters, PrivateKey key, byte[] wrapped, int size) {
    return rsa.decrypt(parameters.digest(), parameters.maskDigest(), key, wrapped)
        .map(SecretBytes::takeFrom)
        .filter(secret -> hasSize(secret, size));
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
