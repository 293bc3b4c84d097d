package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.seal.Sealer;
import java.util.List;

/**
 * Grants, revokes and renews with the owner's keys, and rolls the transport key with a guardian's.
 * It checks the transport key signature first, keeps the ids, and verifies the new protector before
 * it returns it.
 *
 * <p>An old copy still opens every state that was sealed under its key, also after a revocation.
 */
public final class ProtectorEditor {

  private final Tools tools;
  private final ProtectorAuthor author;
  private final ProtectorVerifier verifier;

  /** With what to work with. */
  public ProtectorEditor(Tools tools) {
    this.tools = tools;
    this.author = new ProtectorAuthor(tools);
    this.verifier = new ProtectorVerifier(tools.engine());
  }

  /**
   * Applies {@code edit}.
   *
   * @throws NoAccessException code {@code not-the-owner}, where the keys are not the owner's
   * @throws NotTrustedException code {@code sealed-by-other}, where neither the owner nor an
   *     accepted sealer sealed it; {@code expired}, where a guardian to let in is, or where the
   *     owner of a protector that changes is and the edit does not accept it
   * @throws VerificationFailedException code {@code does-not-open}; {@code owner-stays}, where the
   *     owner was to be revoked; {@code too-many-wrappings}; or a check that the outcome would fail
   * @throws UnsupportedFormatException code {@code unknown-key-encryption}
   */
  public EditedProtector apply(
      VerifiedKeyProtector protector, GuardianKeys owner, ProtectorEdit edit)
      throws KeywardException {
    if (!protector.isOwnedBy(owner.guardian().signing())) {
      throw new NoAccessException(
          Fault.of(
              "not-the-owner",
              "Protector/Wrappings",
              owner.guardian().name() + " is not its owner",
              "the owner's keys"));
    }
    protector.whole();
    try (TransportKey transportKey =
        protector.open(owner.opening(), tools.engine(), tools.random())) {
      Expectation.ownedBy(owner.guardian()).sealedBy(edit.acceptedSealer()).require(protector);
      requireOwnersKey(protector, owner);
      EditDraft draft = new EditDraft(protector, owner, new EditDraft.Means(author, transportKey));
      EditedProtector edited = draft.apply(edit);
      if (edited.changed()) {
        requireCurrent(verifier.verify(edited.protector()).owner(), owner, edit);
      }
      return edited;
    }
  }

  /** The owner as the new protector shows it: renewed certificates may just have come in. */
  private void requireCurrent(Wrapping own, GuardianKeys owner, ProtectorEdit edit)
      throws NotTrustedException {
    if (!edit.acceptedExpired().test(own)) {
      own.requireCurrent(tools.clock().instant(), "guardian " + owner.guardian().name());
    }
  }

  /**
   * The owner's key may open another wrapping than its own, which a sealer can have arranged;
   * sealing that would lock the owner out and let somebody in under its name.
   */
  private static void requireOwnersKey(VerifiedKeyProtector protector, GuardianKeys owner)
      throws VerificationFailedException {
    if (!owner.guardian().decryptsFor(protector.owner().encryption())) {
      throw new VerificationFailedException(
          Fault.of(
              "foreign-owner-key",
              "Protector/Wrappings/Wrapping (Id " + protector.owner().id() + ")",
              "an encryption key that is not " + owner.guardian().name() + "'s",
              "both keys of the owner"));
    }
  }

  /**
   * The protector of another transport key, for the same owner and guardians under the same ids
   * (MS-KPS, RollTransportKey): the egress protector. Certificates, parents and the signatures over
   * certificates stay as they are; {@code MaxOfflineUnwraps} becomes 0.
   *
   * @param sealer the keys of one of the wrappings
   * @throws UnsupportedFormatException code {@code unknown-key-encryption}: a guardian's wrapping
   *     would be made in another way than before
   * @throws KeyUnusableException code {@code key-unusable} or {@code key-mismatch}
   * @throws IllegalArgumentException for keys of another protector's wrapping
   */
  public KeyProtector roll(
      VerifiedKeyProtector ingress, WrappingKeys sealer, TransportKey transportKey)
      throws UnsupportedFormatException, KeyUnusableException {
    if (!ingress.wrappings().contains(sealer.wrapping())) {
      throw new IllegalArgumentException("keys of another protector's wrapping");
    }
    return author.seal(
        rewrapped(ingress, transportKey), sealer.wrapping().id(), sealer.sealer(), transportKey);
  }

  /**
   * The same, sealed by the owner.
   *
   * @throws IllegalArgumentException for another's key
   */
  public KeyProtector roll(
      VerifiedKeyProtector ingress, SigningKey owner, TransportKey transportKey)
      throws UnsupportedFormatException, KeyUnusableException {
    if (!ingress.isOwnedBy(owner.guardian().signing())) {
      throw new IllegalArgumentException("the key of another than the owner");
    }
    return author.seal(
        rewrapped(ingress, transportKey), ingress.owner().id(), Sealer.of(owner), transportKey);
  }

  private List<Wrapping> rewrapped(VerifiedKeyProtector ingress, TransportKey transportKey)
      throws UnsupportedFormatException {
    return ingress.whole().wrappings().stream()
        .map(each -> author.rewrap(each, transportKey))
        .toList();
  }
}
