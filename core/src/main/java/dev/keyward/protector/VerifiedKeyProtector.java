package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.OaepParameters;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.RsaEngine;
import dev.keyward.secret.SecretBytes;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A protector whose certificates, chain and seal hold. That does not mean that the owner made it:
 * whoever was ever granted access can seal a new one with wrappings of their choice, so {@link
 * #isSealedByOwner} and {@link #isDelegated} belong to every answer.
 */
public final class VerifiedKeyProtector {

  private final KeyProtector protector;
  private final Wrapping owner;
  private final Wrapping sealer;

  VerifiedKeyProtector(KeyProtector protector, Wrapping owner, Wrapping sealer) {
    this.protector = protector;
    this.owner = owner;
    this.sealer = sealer;
  }

  /** What was verified. */
  public KeyProtector protector() {
    return protector;
  }

  /** The one wrapping that is its own parent. */
  public Wrapping owner() {
    return owner;
  }

  /** The wrapping whose signing key made the seal. */
  public Wrapping sealer() {
    return sealer;
  }

  /** Whether the owner's signing key made the seal. */
  public boolean isSealedByOwner() {
    return sealer.id().equals(owner.id());
  }

  /** Whether another guardian than the owner let this wrapping in. */
  public boolean isDelegated(Wrapping wrapping) {
    return !wrapping.grant().parent().equals(owner.id());
  }

  /** Whether {@code certificate} certifies the owner's signing key. */
  public boolean isOwnedBy(GuardianCertificate certificate) {
    return owner.signing().sameKeyAs(certificate);
  }

  /** The wrapping whose two certificates are both the guardian's, or renewed ones of its keys. */
  public Optional<Wrapping> addressedTo(Guardian guardian) {
    return wrappings().stream()
        .filter(wrapping -> guardian.signsWith(wrapping.signing()))
        .filter(wrapping -> guardian.decryptsFor(wrapping.encryption()))
        .findFirst();
  }

  /** The wrappings in the order of the document. */
  public List<Wrapping> wrappings() {
    return protector.wrappings();
  }

  /**
   * Opens the protector and checks the transport key's signature.
   *
   * @param random stands in for a key that does not open, so that all failures take one path
   * @throws NoAccessException code {@code not-addressed}: no wrapping is for this key
   * @throws VerificationFailedException code {@code does-not-open}: a wrapping is for this key, and
   *     what it holds is not the key that the protector was sealed with
   */
  public TransportKey open(OpeningKey key, RsaEngine engine, SecureRandom random)
      throws KeywardException {
    Guardian guardian = key.guardian();
    Wrapping wrapping =
        wrappings().stream()
            .filter(candidate -> guardian.decryptsFor(candidate.encryption()))
            .findFirst()
            .orElseThrow(() -> notAddressed(guardian));
    OaepParameters parameters = wrapping.transportKey().encryption().parameters().orElseThrow();
    TransportKey opened =
        TransportKey.of(
            engine
                .unwrap(
                    parameters, key.key(), wrapping.transportKey().cipherValue(), TransportKey.SIZE)
                .orElseGet(() -> SecretBytes.random(TransportKey.SIZE, random)));
    if (!isSealedUnder(opened)) {
      opened.close();
      throw new VerificationFailedException(
          Fault.of(
              "does-not-open",
              "Protector/TransportKeySignature",
              "it does not open for " + guardian.name(),
              "the transport key that it was sealed with in wrapping " + wrapping.id()));
    }
    return opened;
  }

  /**
   * Whether it was sealed by somebody who had this transport key: whether the key's signature over
   * the wrappings verifies.
   */
  public boolean isSealedUnder(TransportKey transportKey) {
    return transportKey.signed(protector.signedBytes(), protector.transportKeySignature());
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
