package dev.keyward.internal.crypto;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.interfaces.RSAPrivateKey;

/** Tells keys with numbers from handles of a device, and why a private key cannot be used. */
public final class KeyTrouble {

  private KeyTrouble() {}

  /** Whether any provider can compute with the key, since it has its numbers in it. */
  public static boolean hasNumbers(Key key) {
    return key instanceof RSAPrivateKey && "PKCS#8".equals(key.getFormat());
  }

  /**
   * The error for a key that failed to {@code act}. A device may be back later; a key that no
   * provider takes, or whose own numbers are wrong, stays as it is.
   */
  static KeyUnusableException of(Key key, String act, Exception failure) {
    boolean refused =
        failure instanceof InvalidKeyException || failure.getCause() instanceof InvalidKeyException;
    String found =
        refused
            ? "no installed provider can use the private key"
            : "the provider of the private key fails to " + act;
    return new KeyUnusableException(
        Fault.of(
            "key-unusable", "private key", found, "an RSA key that an installed provider can use"),
        !refused && !hasNumbers(key),
        failure);
  }
}
