package dev.keyward.guardian;

import dev.keyward.internal.crypto.pkcs.KeyKind;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The key of a certificate.
 *
 * @param key as the JDK reads it
 * @param print its SHA-256, which is asked thousands of times of the same few and slow in the JDK
 */
record CertifiedKey(PublicKey key, Thumbprint print) {

  static CertifiedKey of(PublicKey key) {
    return new CertifiedKey(key, Thumbprint.of(key));
  }

  /** The size of the RSA modulus in bits; empty for a key of another kind. */
  OptionalInt bits() {
    return key instanceof RSAPublicKey rsa
        ? OptionalInt.of(rsa.getModulus().bitLength())
        : OptionalInt.empty();
  }

  /** The kind and size, such as {@code RSA 3072}. */
  String description() {
    OptionalInt bits = bits();
    return bits.isPresent() ? "RSA " + bits.getAsInt() : KeyKind.name(key.getAlgorithm());
  }

  /** Whether it may be the public half of {@code other}; a handle of a device may tell nothing. */
  boolean mayBelongTo(PrivateKey other) {
    return !(other instanceof RSAKey mine)
        || !(key instanceof RSAKey theirs)
        || mine.getModulus().equals(theirs.getModulus());
  }

  /** Why anybody can work out the private half, in words; empty where nothing is known. */
  Optional<String> weakModulus() {
    return key instanceof RSAPublicKey rsa ? WeakModulus.in(rsa.getModulus()) : Optional.empty();
  }
}
