package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.protector.form.Unknowns;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.secret.SecretBytes;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Optional;

/** A verified protector that can be opened and edited by those who have a key of it. */
public final class VerifiedKeyProtector implements VerifiedProtector {

  private final KeyProtector protector;
  private final Wrapping owner;
  private final Wrapping sealer;
  private final TransportKeySignature proof;

  VerifiedKeyProtector(
      KeyProtector protector, Wrapping owner, Wrapping sealer, TransportKeySignature proof) {
    this.protector = protector;
    this.owner = owner;
    this.sealer = sealer;
    this.proof = proof;
  }

  @Override
  public KeyProtector protector() {
    return protector;
  }

  @Override
  public Wrapping owner() {
    return owner;
  }

  @Override
  public Wrapping sealer() {
    return sealer;
  }

  @Override
  public VerifiedKeyProtector openable() {
    return this;
  }

  /**
   * The same protector, if Keyward knows the key encryption of every wrapping. Code that copies all
   * wrappings calls this, so that it never writes a wrapping that it does not understand.
   *
   * @throws UnsupportedFormatException code {@code unknown-key-encryption}
   */
  VerifiedKeyProtector whole() throws UnsupportedFormatException {
    for (Wrapping wrapping : wrappings()) {
      oaep(wrapping);
    }
    return this;
  }

  private static OaepParameters oaep(Wrapping wrapping) throws UnsupportedFormatException {
    KeyEncryption encryption = wrapping.transportKey().encryption();
    Optional<UnknownAlgorithm> unknown = encryption.unknownAlgorithm();
    if (unknown.isPresent()) {
      throw new UnsupportedFormatException(
          Unknowns.fault(unknown.get(), StructureChecks.place(wrapping) + "/TransportKey"));
    }
    return encryption.parameters().orElseThrow();
  }

  /**
   * Opens the protector and checks the transport key's signature.
   *
   * @param random stands in for a key that does not open, so that all failures take one path
   * @throws NoAccessException code {@code not-addressed}: no wrapping is for this key
   * @throws UnsupportedFormatException code {@code unknown-key-encryption}: the wrapping for this
   *     key is encrypted in a way that Keyward does not know
   * @throws VerificationFailedException code {@code does-not-open}: a wrapping is for this key, and
   *     what it holds is not the key that the protector was sealed with
   * @throws KeyUnusableException code {@code key-unusable}: it says nothing about the protector
   */
  public TransportKey open(OpeningKey key, RsaEngine engine, SecureRandom random)
      throws KeywardException {
    Guardian guardian = key.guardian();
    Wrapping wrapping =
        wrappings().stream()
            .filter(candidate -> guardian.decryptsFor(candidate.encryption()))
            .findFirst()
            .orElseThrow(() -> notAddressed(guardian));
    return open(new Opener(guardian.name(), wrapping, key.key()), engine, random);
  }

  /**
   * The same with the keys of one wrapping.
   *
   * @throws IllegalArgumentException for a wrapping of another protector
   */
  public TransportKey open(WrappingKeys keys, RsaEngine engine, SecureRandom random)
      throws UnsupportedFormatException, VerificationFailedException, KeyUnusableException {
    if (!wrappings().contains(keys.wrapping())) {
      throw new IllegalArgumentException("keys of another protector's wrapping");
    }
    return open(new Opener(keys.name(), keys.wrapping(), keys.opening()), engine, random);
  }

  /** Which wrapping is opened, with which key; the name is for errors. */
  private record Opener(GuardianName name, Wrapping wrapping, PrivateKey key) {}

  private TransportKey open(Opener opener, RsaEngine engine, SecureRandom random)
      throws UnsupportedFormatException, VerificationFailedException, KeyUnusableException {
    TransportKey opened =
        TransportKey.of(
            unwrapped(opener, engine)
                .orElseGet(() -> SecretBytes.random(TransportKey.SIZE, random)));
    if (!isSealedUnder(opened)) {
      opened.close();
      throw new VerificationFailedException(
          Fault.of(
              "does-not-open",
              "Protector/TransportKeySignature",
              "it does not open for " + opener.name(),
              "the transport key that it was sealed with in wrapping " + opener.wrapping().id()));
    }
    return opened;
  }

  private static Optional<SecretBytes> unwrapped(Opener opener, RsaEngine engine)
      throws UnsupportedFormatException, KeyUnusableException {
    Wrapping wrapping = opener.wrapping();
    OaepParameters parameters = oaep(wrapping);
    byte[] encrypted = wrapping.transportKey().cipherValue();
    // The handle of a device may not tell its size, and devices differ in what they do with others.
    int size = (wrapping.encryption().keyBits().orElse(0) + 7) / 8;
    return encrypted.length == size
        ? engine.unwrap(parameters, opener.key(), encrypted, TransportKey.SIZE)
        : Optional.empty();
  }

  /**
   * Whether it was sealed by somebody who had this transport key: whether the key's signature over
   * the wrappings verifies.
   */
  public boolean isSealedUnder(TransportKey transportKey) {
    return transportKey.signed(protector.signedBytes(), proof);
  }

  private static NoAccessException notAddressed(Guardian guardian) {
    return new NoAccessException(
        Fault.of(
            "not-addressed",
            "Protector/Wrappings",
            "no wrapping for " + guardian.name(),
            "one for its encryption key"));
  }
}
