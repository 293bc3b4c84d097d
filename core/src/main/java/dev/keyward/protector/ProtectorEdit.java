package dev.keyward.protector;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What an owner wants changed of a protector.
 *
 * @param grant guardians to let in
 * @param revoke guardians to take out
 * @param acceptedSealer whose seal, besides the owner's, the owner takes on as their own; a sealer
 *     could have chosen key and wrappings
 * @param keepDelegated whether wrappings that other guardians let in stay
 */
public record ProtectorEdit(
    List<TrustedGuardian> grant,
    List<Guardian> revoke,
    Predicate<GuardianCertificate> acceptedSealer,
    boolean keepDelegated) {

  /** Copies the lists and refuses missing parts. */
  public ProtectorEdit {
    grant = List.copyOf(grant);
    revoke = List.copyOf(revoke);
    Objects.requireNonNull(acceptedSealer, "acceptedSealer");
  }

  /** Lets guardians in, of a protector that the owner sealed. */
  public static ProtectorEdit granting(List<TrustedGuardian> guardians) {
    return new ProtectorEdit(guardians, List.of(), sealer -> false, false);
  }

  /** Takes guardians out, of a protector that the owner sealed. */
  public static ProtectorEdit revoking(List<Guardian> guardians) {
    return new ProtectorEdit(List.of(), guardians, sealer -> false, false);
  }
}
