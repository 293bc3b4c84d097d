package dev.keyward.audit.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The guardians that can open a protector. If the protector is not valid, the guardians that it
 * claims.
 *
 * @param owner the owner; empty where the document does not tell
 * @param guardians everybody else, sorted, each once
 */
public record GuardianSet(Optional<Party> owner, List<Party> guardians) {

  /** No guardian: there is no protector, or nothing about it is proved. */
  public static final GuardianSet NOBODY = new GuardianSet(Optional.empty(), List.of());

  /** Sorts and copies. */
  public GuardianSet {
    guardians = guardians.stream().distinct().sorted().toList();
  }

  /** Such as {@code central-it + branch-hgs, datacenter-hgs}. */
  @Override
  public String toString() {
    if (equals(NOBODY)) {
      return "no proved guardian";
    }
    String others = guardians.stream().map(Party::label).collect(Collectors.joining(", "));
    return owner.map(Party::label).orElse("?") + (others.isEmpty() ? "" : " + " + others);
  }
}
