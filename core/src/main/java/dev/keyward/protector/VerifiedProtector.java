package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A protector whose certificates, chain and seal are valid. That is all that can be known without a
 * private key. It does not mean that the owner made the protector: a guardian that once had access
 * can seal a new one with wrappings of its choice. So show {@link #isSealedByOwner} and {@link
 * #isDelegated} with every answer.
 *
 * <p>Only a {@link VerifiedKeyProtector} can be opened.
 */
public sealed interface VerifiedProtector
    permits VerifiedKeyProtector, KeylessProtector, CheckedProtector {

  /** What was verified. */
  KeyProtector protector();

  /** The one wrapping that is its own parent. */
  Wrapping owner();

  /** The wrapping whose signing key made the seal. */
  Wrapping sealer();

  /**
   * The same, for what needs the transport key: read strictly, always.
   *
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-key-derivation} or {@code
   *     unknown-mac}, where its transport key signature cannot be checked
   */
  VerifiedKeyProtector openable() throws KeywardException;

  /** Whether the owner's signing key made the seal. */
  default boolean isSealedByOwner() {
    return sealer().id().equals(owner().id());
  }

  /** Whether another guardian than the owner let this wrapping in. */
  default boolean isDelegated(Wrapping wrapping) {
    return !wrapping.grant().parent().equals(owner().id());
  }

  /** Whether {@code certificate} certifies the owner's signing key. */
  default boolean isOwnedBy(GuardianCertificate certificate) {
    return owner().signing().sameKeyAs(certificate);
  }

  /** The wrapping whose two certificates are both the guardian's, or renewed ones of its keys. */
  default Optional<Wrapping> addressedTo(Guardian guardian) {
    return wrappings().stream()
        .filter(wrapping -> guardian.hasKeysOf(wrapping.signing(), wrapping.encryption()))
        .findFirst();
  }

  /** The wrappings in the order of the document. */
  default List<Wrapping> wrappings() {
    return protector().wrappings();
  }

  /** The algorithms in it that Keyward does not know, and that only opening needs. */
  default Set<UnknownAlgorithm> unknownAlgorithms() {
    return protector().unknownAlgorithms();
  }
}
