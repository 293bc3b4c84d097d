package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.failover.Side;
import dev.keyward.vm.VmIdentity;

/**
 * A shielded VM that was started.
 *
 * @param vm which one
 * @param generation of its file now
 * @param side which service released its keys
 * @param sealer the signing certificate of whoever sealed its protector now
 */
public record StartedVm(VmIdentity vm, long generation, Side side, GuardianCertificate sealer) {}
