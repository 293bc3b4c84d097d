package dev.keyward.audit.diff;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A protector and what became of it.
 *
 * @param protector as the later audit has it; one that is gone, as the earlier audit has it
 * @param change what became of it
 * @param before what it was; only of one that is in both audits
 * @param turn how its guardian set changed
 * @param appeared its findings that the earlier audit does not have, or had accepted
 * @param accepted its findings that the policy accepts now and did not accept before
 * @param lasting its findings that both audits have, also those that both accepted
 * @param solved the findings of the earlier audit that it no longer has, in the words of that audit
 */
public record ProtectorChange(
    AuditedProtector protector,
    Change change,
    Optional<Before> before,
    Turn turn,
    List<Finding> appeared,
    List<Finding> accepted,
    List<Finding> lasting,
    List<Finding> solved) {

  /** What the earlier audit says of a protector. */
  public record Before(Standing standing, GuardianSet set, Optional<Party> sealer) {}

  /** Copies the lists. */
  public ProtectorChange {
    Objects.requireNonNull(protector, "protector");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(turn, "turn");
    appeared = List.copyOf(appeared);
    accepted = List.copyOf(accepted);
    lasting = List.copyOf(lasting);
    solved = List.copyOf(solved);
  }

  /** The findings that count in both audits. */
  public List<Finding> unchanged() {
    return lasting.stream().filter(finding -> !finding.isAccepted()).toList();
  }
}
