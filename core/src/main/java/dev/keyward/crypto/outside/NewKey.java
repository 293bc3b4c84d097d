package dev.keyward.crypto.outside;

import dev.keyward.crypto.OutsideKey;
import java.security.KeyPair;
import java.security.PrivateKey;

/** A key pair that a token has made and not kept yet. */
public final class NewKey {

  private final KeyPair made;
  private final OutsideKey key;

  NewKey(KeyPair made, OutsideKey key) {
    this.made = made;
    this.key = key;
  }

  /** The pair. The token computes with the private key. */
  public KeyPair pair() {
    return new KeyPair(made.getPublic(), key);
  }

  /** What the token's provider knows the private key by. */
  PrivateKey handle() {
    return made.getPrivate();
  }
}
