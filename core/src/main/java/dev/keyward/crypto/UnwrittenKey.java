package dev.keyward.crypto;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.outside.DeviceCall;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all keys outside have in common. They cannot be written to a stream of objects. */
abstract class UnwrittenKey implements OutsideKey {

  private static final long serialVersionUID = 1L;

  private final BigInteger modulus;
  private final transient Place place;

  UnwrittenKey(BigInteger modulus, Place place) {
    this.modulus = modulus;
    this.place = place;
  }

  @Override
  public final BigInteger getModulus() {
    return modulus;
  }

  @Override
  public final String place() {
    return place.words();
  }

  @Override
  public final Optional<KeyReference> reference() {
    return place.reference();
  }

  @Override
  public final String getAlgorithm() {
    return "RSA";
  }

  /** None: the key cannot be encoded. */
  @Override
  public final @Nullable String getFormat() {
    return null;
  }

  /** None: the key cannot be encoded. */
  @Override
  public final byte @Nullable [] getEncoded() {
    return null;
  }

  /** The place only. */
  @Override
  public final String toString() {
    return "OutsideKey(" + place.words() + ")";
  }

  final boolean isOfSize(byte[] value) {
    return value.length == Rsa.size(modulus);
  }

  /** Refuses what a faulty device may give in place of a signature. */
  final byte[] requireSize(byte[] signature) throws KeyUnusableException {
    if (!isOfSize(signature)) {
      throw new KeyUnusableException(
          Fault.of(
              "key-unusable",
              place.words(),
              "a signature of " + signature.length + " bytes",
              "one as long as the modulus, which has " + modulus.bitLength() + " bits"),
          false);
    }
    return signature;
  }

  final KeyUnusableException failed(String act, Exception failure) {
    return new KeyUnusableException(
        Fault.of(
            "key-unusable",
            place.words(),
            DeviceCall.failed("the device fails to " + act, failure),
            "a device that works"),
        true,
        failure);
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(OutsideKey.class.getName());
  }

  private void readObject(ObjectInputStream in) throws NotSerializableException {
    throw new NotSerializableException(OutsideKey.class.getName());
  }
}
