package dev.keyward.vm;

import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TrustedHistory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What changes when a shielded VM is sealed anew.
 *
 * @param grant guardians to let in
 * @param revoke guardians to keep out, by every key that they have or had
 * @param renew guardians whose current keys take the place of former ones, where they are valid
 * @param name what the machine is called from now on, if that changes
 * @param out whom to keep out by a key or a certificate, such as who is not known here
 */
public record VmEdit(
    List<TrustedHistory> grant,
    List<GuardianHistory> revoke,
    List<TrustedHistory> renew,
    Optional<String> name,
    Set<Thumbprint> out) {

  /** Nothing but new keys. */
  public static final VmEdit NOTHING =
      new VmEdit(List.of(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public VmEdit {
    grant = List.copyOf(grant);
    revoke = List.copyOf(revoke);
    renew = List.copyOf(renew);
    out = Set.copyOf(out);
  }

  /** One that names all whom it keeps out. */
  public VmEdit(
      List<TrustedHistory> grant,
      List<GuardianHistory> revoke,
      List<TrustedHistory> renew,
      Optional<String> name) {
    this(grant, revoke, renew, name, Set.of());
  }

  /** The same, which also keeps out who has a key or a certificate of these fingerprints. */
  public VmEdit without(Set<Thumbprint> fingerprints) {
    return new VmEdit(grant, revoke, renew, name, fingerprints);
  }
}
