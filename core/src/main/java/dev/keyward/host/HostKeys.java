package dev.keyward.host;

import dev.keyward.internal.crypto.Rsa;
import java.security.KeyPair;
import java.security.SecureRandom;

/**
 * The two keys of a host. They are two because nothing that is registered should ever decrypt.
 *
 * @param host registered with each service; signs requests
 * @param identity what health certificates are for; keys are released to it
 */
record HostKeys(KeyPair host, KeyPair identity) {

  static final int BITS = 3072;

  static HostKeys create(SecureRandom random) {
    return new HostKeys(Rsa.generate(BITS, random), Rsa.generate(BITS, random));
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "HostKeys";
  }
}
