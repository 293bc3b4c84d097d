package dev.keyward.vm;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TrustedHistory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What changes when a shielded VM is sealed again.
 *
 * @param grant guardians to let in
 * @param revoke guardians to keep out, by every key that they have or had
 * @param renew guardians whose current keys take the place of former ones, where they are valid
 * @param name the new name of the machine, if that changes
 * @param out keys and certificates to keep out, also of guardians that are not known here
 * @param change what changes of policy and parts
 * @param acceptedSealer whose seal, besides the owner's, the owner accepts as their own; a sealer
 *     could have chosen the state in the parts
 * @param acceptsExpired whether certificates of the owner and of those who stay may have ended
 */
public record VmEdit(
    List<TrustedHistory> grant,
    List<GuardianHistory> revoke,
    List<TrustedHistory> renew,
    Optional<String> name,
    Set<Thumbprint> out,
    VmChange change,
    Predicate<GuardianCertificate> acceptedSealer,
    boolean acceptsExpired) {

  /** Only new keys, of a file that the owner sealed. */
  public static final VmEdit NOTHING =
      new VmEdit(List.of(), List.of(), List.of(), Optional.empty());

  /** Copies the lists and refuses missing parts. */
  public VmEdit {
    grant = List.copyOf(grant);
    revoke = List.copyOf(revoke);
    renew = List.copyOf(renew);
    out = Set.copyOf(out);
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(acceptedSealer, "acceptedSealer");
  }

  /** An edit that names every guardian to keep out, of a file that the owner sealed. */
  public VmEdit(
      List<TrustedHistory> grant,
      List<GuardianHistory> revoke,
      List<TrustedHistory> renew,
      Optional<String> name) {
    this(grant, revoke, renew, name, Set.of(), VmChange.NONE, sealer -> false, false);
  }

  /** The same, which also keeps out everybody with a key or a certificate of these fingerprints. */
  public VmEdit without(Set<Thumbprint> fingerprints) {
    return new VmEdit(
        grant, revoke, renew, name, fingerprints, change, acceptedSealer, acceptsExpired);
  }

  /** The same, which also changes policy or parts. */
  public VmEdit changing(VmChange parts) {
    return new VmEdit(grant, revoke, renew, name, out, parts, acceptedSealer, acceptsExpired);
  }

  /** The same, where the owner also accepts the seals of these guardians. */
  public VmEdit accepting(Predicate<GuardianCertificate> sealer) {
    return new VmEdit(grant, revoke, renew, name, out, change, sealer, acceptsExpired);
  }

  /** The same, which accepts certificates that are not valid now. */
  public VmEdit acceptingExpired() {
    return new VmEdit(grant, revoke, renew, name, out, change, acceptedSealer, true);
  }
}
