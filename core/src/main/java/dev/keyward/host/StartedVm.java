package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.failover.Side;
import dev.keyward.vm.VmIdentity;
import java.util.Objects;

/**
 * A shielded VM that was started.
 *
 * @param vm which one
 * @param generation of its file now
 * @param side which service released its keys
 * @param sealer the signing certificate of whoever sealed its protector now
 */
public record StartedVm(VmIdentity vm, long generation, Side side, GuardianCertificate sealer) {

  /** Refuses missing parts. */
  public StartedVm {
    Objects.requireNonNull(vm, "vm");
    Objects.requireNonNull(side, "side");
    Objects.requireNonNull(sealer, "sealer");
  }
}
