package dev.keyward.audit.diff;

import java.util.List;
import java.util.Optional;

/**
 * How a guardian set changed.
 *
 * @param owner the owners, where they differ
 * @param letIn who can open the protector now and could not before
 * @param takenOut who could open it before and cannot now
 * @param otherKeys guardians that have another signing key than before under the same name
 */
public record Turn(
    Optional<OtherOwner> owner,
    List<DiffParty> letIn,
    List<DiffParty> takenOut,
    List<OtherKey> otherKeys) {

  /** The set is the same. */
  public static final Turn NONE = new Turn(Optional.empty(), List.of(), List.of(), List.of());

  /**
   * One name with another key.
   *
   * @param before the guardian in the earlier audit
   * @param after the guardian in the later one
   */
  public record OtherKey(DiffParty before, DiffParty after) {}

  /** Another owner; empty where the document does not tell. */
  public record OtherOwner(Optional<DiffParty> before, Optional<DiffParty> after) {}

  /** Copies the lists. */
  public Turn {
    letIn = List.copyOf(letIn);
    takenOut = List.copyOf(takenOut);
    otherKeys = List.copyOf(otherKeys);
  }

  /** Whether anything changed. */
  public boolean isAny() {
    return !equals(NONE);
  }
}
