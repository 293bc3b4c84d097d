package dev.keyward.vm.shielding;

import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.vm.sealing.VmPolicy;
import java.util.List;

/**
 * What shielding data is made from, besides its files.
 *
 * @param policy what hosts have to do
 * @param owner the owner's signing key
 * @param guardians who else can open it, at most 63
 * @param qualifiers which template disks are accepted, 1 to 64
 */
public record ShieldingDraft(
    VmPolicy policy,
    SigningKey owner,
    List<TrustedGuardian> guardians,
    List<VolumeIdQualifier> qualifiers) {

  /** Copies the lists. */
  public ShieldingDraft {
    guardians = List.copyOf(guardians);
    qualifiers = List.copyOf(qualifiers);
    if (qualifiers.isEmpty() || qualifiers.size() > ShieldingHeader.MAX_QUALIFIERS) {
      throw new IllegalArgumentException("1 to 64 template disks");
    }
  }
}
