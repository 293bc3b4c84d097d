package dev.keyward.protector.part;

import java.util.List;

/** The transport key signature, or a note that Keyward cannot check it. */
public sealed interface KeyProof permits TransportKeySignature, KeyProof.Unknown {

  /**
   * A signature that cannot be checked. Nothing of it is kept but the names of its algorithms, so
   * that nothing can be opened by it.
   *
   * @param algorithms 1 or 2: the key derivation, the MAC
   */
  record Unknown(List<UnknownAlgorithm> algorithms) implements KeyProof {

    public Unknown {
      algorithms = List.copyOf(algorithms);
      if (algorithms.isEmpty()) {
        throw new IllegalArgumentException("no unknown algorithm");
      }
    }
  }
}
