package dev.keyward.protector;

import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.part.Wrapping;
import java.util.List;

/**
 * The result of a {@link ProtectorEdit}.
 *
 * @param protector the protector after it; the same as before where nothing changed
 * @param changed whether it is another one than before
 * @param granted the guardians that got access
 * @param alreadyGranted guardians that had access before
 * @param revoked the wrappings that were taken out as asked
 * @param notGranted the guardians that were to be taken out and were not in
 * @param children the wrappings that went because their parent was taken out
 * @param delegated the wrappings that went because another guardian than the owner had let them in
 * @param renewed what took the place of wrappings for former keys, under the same ids
 * @param left wrappings that were to be renewed and stay: another guardian than the owner let them
 *     in, the owner's signing key has changed, or no metadata here lists their encryption key
 */
public record EditedProtector(
    KeyProtector protector,
    boolean changed,
    List<GuardianName> granted,
    List<GuardianName> alreadyGranted,
    List<Wrapping> revoked,
    List<GuardianName> notGranted,
    List<Wrapping> children,
    List<Wrapping> delegated,
    List<Wrapping> renewed,
    List<Wrapping> left) {

  /** Copies the lists. */
  public EditedProtector {
    granted = List.copyOf(granted);
    alreadyGranted = List.copyOf(alreadyGranted);
    revoked = List.copyOf(revoked);
    notGranted = List.copyOf(notGranted);
    children = List.copyOf(children);
    delegated = List.copyOf(delegated);
    renewed = List.copyOf(renewed);
    left = List.copyOf(left);
  }
}
