package dev.keyward.hgs.description;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.pkcs.Pem;
import dev.keyward.internal.crypto.pkcs.RsaPublicKeys;
import java.security.interfaces.RSAPublicKey;

/** The public half of a host's key: RSA of 2048 to 4096 bits, known by its digest. */
public final class HostPublicKey {

  private final RSAPublicKey key;
  private final Thumbprint digest;

  private HostPublicKey(RSAPublicKey key) {
    this.key = key;
    this.digest = Thumbprint.of(key);
  }

  /**
   * Reads a PEM file with one public key, as {@code host init} writes it, or DER.
   *
   * @throws KeywardException code {@code bad-public-key} or {@code too-large}
   */
  public static HostPublicKey parseFile(byte[] pemOrDer, String where) throws KeywardException {
    return new HostPublicKey(Pem.publicKey(pemOrDer, where));
  }

  /**
   * Reads a SubjectPublicKeyInfo.
   *
   * @throws MalformedInputException code {@code bad-public-key}
   */
  public static HostPublicKey parse(byte[] spki, String where) throws MalformedInputException {
    return new HostPublicKey(RsaPublicKeys.parse(spki, where));
  }

  /** The DER SubjectPublicKeyInfo. */
  public byte[] der() {
    return key.getEncoded();
  }

  /** PEM, as {@code hgs host add} reads it. */
  public byte[] pem() {
    return Pem.encode(key);
  }

  /** SHA-256 of {@link #der}: what a health certificate carries. */
  public Thumbprint digest() {
    return digest;
  }

  /** The key for Java's own interfaces. */
  public RSAPublicKey key() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostPublicKey that && that.digest.equals(digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** The digest. */
  @Override
  public String toString() {
    return digest.toString();
  }
}
