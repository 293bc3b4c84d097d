package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.Acceptance.Kind;
import dev.keyward.host.failover.Side;
import dev.keyward.vm.VmIdentity;
import java.util.Set;

/**
 * A shielded VM that was started.
 *
 * @param vm which one
 * @param generation of its file now
 * @param side which service released its keys
 * @param sealer the signing certificate of whoever sealed its protector now
 * @param accepted what the operator's word was needed for
 */
public record StartedVm(
    VmIdentity vm, long generation, Side side, GuardianCertificate sealer, Set<Kind> accepted) {

  /** Copies the set. */
  public StartedVm {
    accepted = Set.copyOf(accepted);
  }
}
