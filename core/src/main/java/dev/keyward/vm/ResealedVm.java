package dev.keyward.vm;

import dev.keyward.guardian.GuardianName;
import java.util.List;

/**
 * What became of a {@link VmEdit}.
 *
 * @param header the new header
 * @param generation the new generation
 * @param granted who was let in
 * @param alreadyGranted who was to be let in and was in before
 * @param revoked who is out
 * @param notGranted who was to be out and was not in
 * @param renewed whose current keys took the place of former ones
 */
public record ResealedVm(
    VmHeader header,
    long generation,
    List<GuardianName> granted,
    List<GuardianName> alreadyGranted,
    List<GuardianName> revoked,
    List<GuardianName> notGranted,
    List<GuardianName> renewed) {

  /** Copies the lists. */
  public ResealedVm {
    granted = List.copyOf(granted);
    alreadyGranted = List.copyOf(alreadyGranted);
    revoked = List.copyOf(revoked);
    notGranted = List.copyOf(notGranted);
    renewed = List.copyOf(renewed);
  }
}
