package dev.keyward.audit.result;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an audit rested on.
 *
 * @param clock the moment that expiry was judged by
 * @param within how long before expiry it warns where the policy does not say
 * @param policy the policy's file; empty where there was none
 * @param names where the names of guardians came from, such as a store or folders; empty where
 *     nobody was known
 * @param strict whether a file of another kind in a folder is an error
 */
public record AuditBasis(
    Instant clock,
    Duration within,
    Optional<AuditInput> policy,
    List<String> names,
    boolean strict) {

  /** One that takes files of other kinds as they come. */
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
