package dev.keyward.crypto.outside;

import dev.keyward.crypto.OutsideKey;
import dev.keyward.internal.crypto.outside.KeyHandle;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;

/** A key pair that a token has made and not kept yet. */
public final class NewKey {

  private final KeyPair made;
  private final OutsideKey key;
  private final KeyHandle handle;

  NewKey(KeyPair made, OutsideKey key, KeyHandle handle) {
    this.made = made;
    this.key = key;
    this.handle = handle;
  }

  /** The pair. The token computes with the private key. */
  public KeyPair pair() {
    return new KeyPair(made.getPublic(), key);
  }

  /** What the token's provider knows the private key by. */
  PrivateKey handle() {
    return handle.key();
  }

  /**
   * A signature by Java's provider alone, without a time limit: what the token allows at most.
   *
   * @throws GeneralSecurityException what the provider says
   */
  public byte[] bareSignature(byte[] data) throws GeneralSecurityException {
    return handle.bareSignature(data);
  }

  /**
   * The power of RSA without padding, by Java's provider alone.
   *
   * @throws GeneralSecurityException what the provider says
   */
  public byte[] barePower(byte[] text) throws GeneralSecurityException {
    return handle.barePower(text);
  }
}
