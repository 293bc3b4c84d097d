package dev.keyward.crypto;

import dev.keyward.KeyUnusableException;
import dev.keyward.internal.crypto.outside.KeyHandle;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * A private RSA key that stays outside of this program: in a token, a hardware security module or a
 * key service. This object has no secret in it. An implementation must be safe for use by several
 * threads.
 */
public interface OutsideKey extends PrivateKey, RSAKey {

  /**
   * A signature RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2) over the concatenation of
   * {@code data}.
   *
   * @return as many bytes as the modulus has
   * @throws KeyUnusableException code {@code key-unusable}: the device fails
   */
  byte[] sign(byte[]... data) throws KeyUnusableException;

  /**
   * Opens a text of RSAES-OAEP without a label (RFC 8017, section 7.1). No caller may learn why a
   * text does not open. So wrong padding and a wrong length must take the same time.
   *
   * @param encrypted any bytes, also of a wrong length
   * @param size the only length in bytes that the message may have
   * @return the message, which the caller wipes; empty if the text does not open
   * @throws KeyUnusableException code {@code key-unusable}: it says nothing about the text
   */
  Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
      throws KeyUnusableException;

  /** Where the key is, in words for a person, such as {@code token "owner", object "signing"}. */
  String place();

  /** What finds the key again; empty for a key that only this program knows of. */
  default Optional<KeyReference> reference() {
    return Optional.empty();
  }

  /** The modulus of the key, which is public. */
  @Override
  BigInteger getModulus();

  /** Signs a digest, as key services do. */
  @FunctionalInterface
  interface DigestSigner {

    /**
     * The signature RSASSA-PKCS1-v1_5 with SHA-256.
     *
     * @param digest SHA-256 of what is signed, 32 bytes
     * @throws Exception any error of the service
     */
    byte[] sign(byte[] digest) throws Exception;
  }

  /** Opens a text, as key services do. */
  @FunctionalInterface
  interface Opener {

    /**
     * The message of a text of RSAES-OAEP with SHA-256 for label and mask; empty if the service
     * says that the text does not open.
     *
     * @throws Exception any other error of the service
     */
    Optional<byte[]> open(byte[] encrypted) throws Exception;
  }

  /**
   * A key whose service signs digests and opens texts. Such a service knows SHA-256 only, so texts
   * with other digests do not open.
   *
   * @param place where the key is
   */
  static OutsideKey of(RSAPublicKey key, DigestSigner signer, Opener opener, Place place) {
    return new ServiceKey(key.getModulus(), signer, opener, place);
  }

  /**
   * A key that a provider of Java's has a handle of. The provider need not be registered.
   *
   * @param handle what the provider knows the key by
   */
  static OutsideKey of(PrivateKey handle, Provider provider, RSAPublicKey key) {
    return of(handle, provider, key, Place.of("provider " + provider.getName()));
  }

  /** The same key, for a program that says where it is. */
  static OutsideKey of(PrivateKey handle, Provider provider, RSAPublicKey key, Place place) {
    return new ProviderKey(new KeyHandle(handle, provider, key.getModulus()), place);
  }

  /**
   * Where a key is.
   *
   * @param words for a person, as {@link OutsideKey#place} says
   * @param reference what finds the key again; empty for a key that only this program knows of
   */
  record Place(String words, Optional<KeyReference> reference) {

    /** A place that only words name. */
    public static Place of(String words) {
      return new Place(words, Optional.empty());
    }

    /** A place that a program finds too. */
    public static Place of(String words, KeyReference reference) {
      return new Place(words, Optional.of(reference));
    }
  }
}
