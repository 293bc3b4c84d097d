package dev.keyward.audit.result;

import java.util.List;
import java.util.Objects;

/**
 * How many protectors the same parties can open.
 *
 * @param set the parties
 * @param count how many
 * @param vms the first of them in the order of the input, at most {@link AuditSummary#MOST_LISTED}
 */
public record SetCount(GuardianSet set, long count, List<String> vms) {

  /** Copies the list. */
  public SetCount {
    Objects.requireNonNull(set, "set");
    vms = List.copyOf(vms);
  }
}
