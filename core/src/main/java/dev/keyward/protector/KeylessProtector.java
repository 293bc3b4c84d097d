package dev.keyward.protector;

import dev.keyward.UnsupportedFormatException;
import dev.keyward.protector.form.Unknowns;
import dev.keyward.protector.part.KeyProof;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;

/**
 * A verified protector whose transport key signature cannot be checked, since Keyward does not know
 * its key derivation or MAC. Nothing can open it, because nobody could check that an opened key is
 * the right one.
 */
final class KeylessProtector implements VerifiedProtector {

  private static final String PLACE = "Protector/TransportKeySignature";

  private final KeyProtector protector;
  private final Wrapping owner;
  private final Wrapping sealer;
  private final KeyProof.Unknown proof;

  KeylessProtector(
      KeyProtector protector, Wrapping owner, Wrapping sealer, KeyProof.Unknown proof) {
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

  /** Always throws. */
  @Override
  public VerifiedKeyProtector openable() throws UnsupportedFormatException {
    UnknownAlgorithm first = proof.algorithms().get(0);
    boolean mac = first.use() == UnknownAlgorithm.Use.MAC;
    throw new UnsupportedFormatException(
        Unknowns.fault(first, PLACE + (mac ? "/Signature" : "/KeyDerivationMethod")));
  }
}
