package dev.keyward.protector;

import dev.keyward.KeyUnusableException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.part.Wrapping;
import java.security.SecureRandom;
import java.util.List;

/**
 * Puts another transport key into a protector, for the same owner and guardians under the same ids
 * (MS-KPS, RollTransportKey): the egress protector. Safe for use by several threads.
 */
public final class ProtectorRoller {

  private final ProtectorAuthor author;

  /** With the provider and the source of salts. */
  public ProtectorRoller(RsaEngine engine, SecureRandom random) {
    author = new ProtectorAuthor(engine, random);
  }

  /**
   * The protector of {@code transportKey}. Certificates, parents and the {@link Signature}s over
   * certificates stay as they are; {@code MaxOfflineUnwraps} becomes 0.
   *
   * @param sealer one of the wrappings
   * @param key the key that the wrapping's signing certificate certifies
   * @throws UnsupportedFormatException code {@code unknown-key-encryption}: a guardian's wrapping
   *     would be made in another way than before
   * @throws KeyUnusableException code {@code key-unusable} or {@code key-mismatch}
   */
  public KeyProtector roll(
      VerifiedKeyProtector ingress, Wrapping sealer, SigningKey key, TransportKey transportKey)
      throws UnsupportedFormatException, KeyUnusableException {
    if (!key.guardian().signing().sameKeyAs(sealer.signing())) {
      throw new IllegalArgumentException("a key that is not the sealing wrapping's");
    }
    List<Wrapping> wrappings =
        ingress.whole().wrappings().stream()
            .map(each -> author.rewrap(each, transportKey))
            .toList();
    return author.seal(wrappings, sealer.id(), key, transportKey);
  }
}
