package dev.keyward.crypto.outside;

import dev.keyward.crypto.OutsideKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;

/** A key pair that a token has made and not kept yet. */
public final class NewKey {

  private final KeyPair made;
  private final OutsideKey key;
  private final Provider provider;

  NewKey(KeyPair made, OutsideKey key, Provider provider) {
    this.made = made;
    this.key = key;
    this.provider = provider;
  }

  /** The pair. The token computes with the private key. */
  public KeyPair pair() {
    return new KeyPair(made.getPublic(), key);
  }

  /** What the token's provider knows the private key by. */
  PrivateKey handle() {
    return made.getPrivate();
  }

  /**
   * A signature by Java's provider alone, without a time limit: what the token allows at most.
   *
   * @throws GeneralSecurityException what the provider says
   */
  public byte[] bareSignature(byte[] data) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA", provider);
    signature.initSign(handle());
    signature.update(data);
    return signature.sign();
  }

  /**
   * The power of RSA without padding, by Java's provider alone.
   *
   * @throws GeneralSecurityException what the provider says
   */
  public byte[] barePower(byte[] text) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", provider);
    cipher.init(Cipher.DECRYPT_MODE, handle());
    return cipher.doFinal(text);
  }
}
