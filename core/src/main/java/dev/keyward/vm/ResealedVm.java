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
 */
public record ResealedVm(
    VmHeader header,
    long generation,
    List<GuardianName> granted,
    List<GuardianName> alreadyGranted,
    List<GuardianName> revoked,
    List<GuardianName> notGranted) {

  /** Copies the lists. */
  public ResealedVm {
    granted = List.copyOf(granted);
    alreadyGranted = List.copyOf(alreadyGranted);
    revoked = List.copyOf(revoked);
    notGranted = List.copyOf(notGranted);
  }
}
