package dev.keyward.internal.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A private key with its certificate, as a key file holds them.
 *
 * @param name the friendly name, or empty where the file gives none
 */
public record KeyEntry(String name, PrivateKey key, X509Certificate certificate) {

  /** The name only. */
  @Override
  public String toString() {
    return "KeyEntry(" + name + ")";
  }
}
