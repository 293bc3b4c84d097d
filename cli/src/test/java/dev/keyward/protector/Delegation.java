package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import java.util.ArrayList;
import java.util.List;

/** Makes protectors in which a guardian let others in, which no command does. */
public final class Delegation {

  private Delegation() {}

  /**
   * The same protector, sealed by its owner again, with one more wrapping.
   *
   * @param parent the number of the wrapping that lets the guardian in
   * @param signer whose that is
   * @param child who is let in
   */
  public static KeyProtector under(
      int parent, SigningKey signer, Grantee child, Made made, Tools tools)
      throws KeywardException {
    ProtectorAuthor author = new ProtectorAuthor(tools);
    List<Wrapping> wrappings = new ArrayList<>(made.protector().wrappings());
    wrappings.add(
        author.grant(
            new WrappingId(wrappings.size()),
            wrappings.get(parent).id(),
            signer,
            new ProtectorAuthor.Addressee(child, made.key())));
    return author.seal(wrappings, new WrappingId(0), Sealer.of(made.owner()), made.key());
  }

  /** A protector, with what its owner made it with. */
  public record Made(KeyProtector protector, SigningKey owner, TransportKey key) {}
}
