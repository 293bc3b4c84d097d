package dev.keyward.crypto.outside;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.OutsideKey;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of a device that may be away, and come back while the program runs: each use looks for the
 * device again if it has to.
 */
final class LastingKey implements OutsideKey {

  private static final long serialVersionUID = 1L;

  private final BigInteger modulus;
  private final transient Device device;
  private final transient Place place;

  /** What computes with the key. */
  interface Device {

    /** As {@link OutsideKey#sign}. */
    byte[] sign(byte[]... data) throws KeyUnusableException;

    /** As {@link OutsideKey#open}. */
    Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
        throws KeyUnusableException;
  }

  LastingKey(RSAPublicKey key, Device device, Place place) {
    this.modulus = key.getModulus();
    this.device = device;
    this.place = place;
  }

  @Override
  public byte[] sign(byte[]... data) throws KeyUnusableException {
    return device.sign(data);
  }

  @Override
  public Optional<byte[]> open(OaepParameters parameters, byte[] encrypted, int size)
      throws KeyUnusableException {
    return device.open(parameters, encrypted, size);
  }

  @Override
  public String place() {
    return place.words();
  }

  @Override
  public Optional<KeyReference> reference() {
    return place.reference();
  }

  @Override
  public BigInteger getModulus() {
    return modulus;
  }

  @Override
  public String getAlgorithm() {
    return "RSA";
  }

  /** Null: the key cannot be encoded. */
  @Override
  public @Nullable String getFormat() {
    return null;
  }

  /** Null: the key cannot be encoded. */
  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }

  /** The place only. */
  @Override
  public String toString() {
    return "OutsideKey(" + place.words() + ")";
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(OutsideKey.class.getName());
  }

  private void readObject(ObjectInputStream in) throws NotSerializableException {
    throw new NotSerializableException(OutsideKey.class.getName());
  }
}
