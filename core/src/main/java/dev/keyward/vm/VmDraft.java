package dev.keyward.vm;

import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;

/**
 * What a shielded VM is written from, besides its parts.
 *
 * @param header what the owner signs
 * @param owner the owner's signing key
 * @param protector the protector in the file
 * @param transportKey the key in the protector; it stays the caller's
 */
public record VmDraft(
    VmHeader header, SigningKey owner, VerifiedKeyProtector protector, TransportKey transportKey) {

  /** Refuses another owner's key. */
  public VmDraft {
    if (!owner.guardian().signing().sameKeyAs(header.certificate())) {
      throw new IllegalArgumentException("the key is not that of the header's certificate");
    }
  }
}
