package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.protector.part.Wrapping;

/**
 * A verified protector that the quick reader has read. That is enough for operations without a key.
 * {@link #openable} reads its document again, strictly.
 */
final class CheckedProtector implements VerifiedProtector {

  private final KeyProtector protector;
  private final Wrapping owner;
  private final Wrapping sealer;
  private final ProtectorVerifier verifier;

  CheckedProtector(
      KeyProtector protector, Wrapping owner, Wrapping sealer, ProtectorVerifier verifier) {
    this.protector = protector;
    this.owner = owner;
    this.sealer = sealer;
    this.verifier = verifier;
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
  public VerifiedKeyProtector openable() throws KeywardException {
    KeyProtector strict = KeyProtector.parse(protector.encode());
    return verifier.examine(strict).orThrow().openable();
  }
}
