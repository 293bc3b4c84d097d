package dev.keyward.fleet;

import dev.keyward.finding.Finding;
import java.util.List;
import java.util.Objects;

/**
 * One thing about a fleet that is not as it should be.
 *
 * @param code its kind
 * @param found what was found, lower case, without a full stop
 * @param mend what to do; its command is one of {@code keyward}, with {@code DIR} for a folder that
 *     the topology does not name
 * @param vms the machines that it is about; empty where it is about none in particular
 */
public record FleetFinding(
    FleetFindingCode code, String found, Finding.Mend mend, List<String> vms) {

  /** Copies the list and refuses missing parts. */
  public FleetFinding {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(mend, "mend");
    vms = List.copyOf(vms);
  }
}
