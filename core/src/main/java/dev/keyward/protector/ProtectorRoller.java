package dev.keyward.protector;

import dev.keyward.KeyUnusableException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.Signature;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.seal.Sealer;
import java.util.List;

/**
 * Puts another transport key into a protector, for the same owner and guardians under the same ids
 * (MS-KPS, RollTransportKey): the egress protector. Safe for use by several threads.
 */
public final class ProtectorRoller {

  private final ProtectorAuthor author;

  /** With what to work with. */
  public ProtectorRoller(Tools tools) {
    author = new ProtectorAuthor(tools);
  }

  /**
   * The protector of {@code transportKey}. Certificates, parents and the {@link Signature}s over
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
