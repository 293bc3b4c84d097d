package dev.keyward.vm;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What changes when a shielded VM is sealed anew.
 *
 * @param grant guardians to let in
 * @param revoke guardians to keep out
 * @param name what the machine is called from now on, if that changes
 */
public record VmEdit(List<TrustedGuardian> grant, List<Guardian> revoke, Optional<String> name) {

  /** Copies the lists and refuses missing parts. */
  public VmEdit {
    grant = List.copyOf(grant);
    revoke = List.copyOf(revoke);
    Objects.requireNonNull(name, "name");
  }
}
