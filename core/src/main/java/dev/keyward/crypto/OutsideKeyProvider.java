package dev.keyward.crypto;

import dev.keyward.KeywardException;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;

/**
 * Finds keys of one kind of device or service. Java's {@link java.util.ServiceLoader} finds the
 * providers, so one more jar on the class path adds another kind. A provider must be safe for use
 * by several threads.
 */
public interface OutsideKeyProvider {

  /** The scheme of its references, such as {@code pkcs11}: lower case. */
  String scheme();

  /**
   * Whether the user has to give a PIN for that key. Otherwise {@link #find} gets an empty one.
   *
   * @throws KeywardException if the reference is none of this provider's
   */
  boolean asksForPin(KeyReference reference) throws KeywardException;

  /**
   * The private key.
   *
   * @param key the public half, from the certificate: the private key must belong to it
   * @param pin what opens the device; a provider tries it once, since devices lock themselves
   * @throws dev.keyward.BadPassphraseException code {@code wrong-pin}
   * @throws dev.keyward.KeyUnusableException if the device is away, or does not have the key
   */
  OutsideKey find(KeyReference reference, RSAPublicKey key, Passphrase pin)
      throws KeywardException, IOException;
}
