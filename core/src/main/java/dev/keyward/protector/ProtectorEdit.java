package dev.keyward.protector;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The changes that an owner wants in a protector.
 *
 * @param grant guardians that get access
 * @param revoke guardians that lose access, with every key that they have or had
 * @param renew guardians whose current keys take the place of former ones
 * @param acceptedSealer whose seal, besides the owner's, the owner accepts as their own; a sealer
 *     could have chosen key and wrappings
 * @param keepDelegated whether wrappings that other guardians granted stay
 * @param out wrappings to take out, for any guardian
 * @param acceptedExpired the wrappings that the owner seals again although their certificates are
 *     not valid now
 */
public record ProtectorEdit(
    List<TrustedHistory> grant,
    List<GuardianHistory> revoke,
    List<TrustedHistory> renew,
    Predicate<GuardianCertificate> acceptedSealer,
    boolean keepDelegated,
    Predicate<Wrapping> out,
    Predicate<Wrapping> acceptedExpired) {

  /** Copies the lists and refuses missing parts. */
  public ProtectorEdit {
    grant = List.copyOf(grant);
    revoke = List.copyOf(revoke);
    renew = List.copyOf(renew);
    Objects.requireNonNull(acceptedSealer, "acceptedSealer");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(acceptedExpired, "acceptedExpired");
  }

  /** An edit by guardians only, which accepts no wrapping with an invalid certificate. */
  public ProtectorEdit(
      List<TrustedHistory> grant,
      List<GuardianHistory> revoke,
      List<TrustedHistory> renew,
      Predicate<GuardianCertificate> acceptedSealer,
      boolean keepDelegated) {
    this(grant, revoke, renew, acceptedSealer, keepDelegated, wrapping -> false, wrapping -> false);
  }

  /** The same, which also takes out these wrappings. */
  public ProtectorEdit without(Predicate<Wrapping> wrappings) {
    return new ProtectorEdit(
        grant, revoke, renew, acceptedSealer, keepDelegated, wrappings, acceptedExpired);
  }

  /** Grants access to guardians, in a protector that the owner sealed. */
  public static ProtectorEdit granting(List<TrustedGuardian> guardians) {
    return new ProtectorEdit(
        TrustedHistory.of(guardians), List.of(), List.of(), sealer -> false, false);
  }

  /** Revokes the access of guardians, in a protector that the owner sealed. */
  public static ProtectorEdit revoking(List<Guardian> guardians) {
    List<GuardianHistory> histories = guardians.stream().map(GuardianHistory::of).toList();
    return new ProtectorEdit(List.of(), histories, List.of(), sealer -> false, false);
  }

  /** Renews keys, in a protector that the owner sealed. Wrappings that others granted stay. */
  public static ProtectorEdit renewing(List<TrustedHistory> renewals) {
    return new ProtectorEdit(List.of(), List.of(), renewals, sealer -> false, true);
  }

  /** The same, where the owner also accepts the seals of these guardians. */
  public ProtectorEdit accepting(Predicate<GuardianCertificate> sealer) {
    return new ProtectorEdit(grant, revoke, renew, sealer, keepDelegated, out, acceptedExpired);
  }

  /**
   * The same, where the owner also accepts these wrappings with certificates that are not valid.
   */
  public ProtectorEdit acceptingExpired(Predicate<Wrapping> wrappings) {
    return new ProtectorEdit(grant, revoke, renew, acceptedSealer, keepDelegated, out, wrappings);
  }
}
