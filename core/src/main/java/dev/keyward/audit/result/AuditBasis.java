package dev.keyward.audit.result;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The basis of an audit: clock, policy and names.
 *
 * @param clock the time by which expiry was judged
 * @param within how long before expiry the audit warns, unless the policy says otherwise
 * @param policy the policy's file; empty where there was none
 * @param names the sources of the guardians' names, such as a store or folders; empty if no
 *     guardian was known
 * @param strict whether a file of another kind in a folder is an error
 */
public record AuditBasis(
    Instant clock,
    Duration within,
    Optional<AuditInput> policy,
    List<String> names,
    boolean strict) {

  /** A basis that accepts files of other kinds. */
  public AuditBasis(
      Instant clock, Duration within, Optional<AuditInput> policy, List<String> names) {
    this(clock, within, policy, names, false);
  }

  /** Copies the list and refuses missing parts. */
  public AuditBasis {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(within, "within");
    Objects.requireNonNull(policy, "policy");
    names = List.copyOf(names);
  }
}
