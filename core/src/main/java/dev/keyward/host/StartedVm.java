package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.Acceptance.Kind;
import dev.keyward.host.failover.Side;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmIdentity;
import java.util.Set;

/**
 * A shielded VM that was started.
 *
 * @param header what its owner signed
 * @param protector of its file now
 * @param generation of its file now
 * @param side which service released its keys
 * @param accepted what the operator's word was needed for
 */
public record StartedVm(
    VmHeader header,
    VerifiedKeyProtector protector,
    long generation,
    Side side,
    Set<Kind> accepted) {

  /** Copies the set. */
  public StartedVm {
    accepted = Set.copyOf(accepted);
  }

  /** Which one. */
  public VmIdentity vm() {
    return header.vm();
  }

  /** The signing certificate of the guardian that sealed its protector now. */
  public GuardianCertificate sealer() {
    return protector.sealer().signing();
  }
}
