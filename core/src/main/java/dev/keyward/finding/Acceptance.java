package dev.keyward.finding;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A policy accepts a finding as a known risk until a day. The policy is the auditor's own, so its
 * words are not hostile; reports cut and escape them like all others.
 *
 * @param reason why
 * @param by who accepted it
 * @param until the last day on which it is accepted, in UTC
 * @param inForce whether the audit was made on that day or before
 */
public record Acceptance(String reason, String by, LocalDate until, boolean inForce) {

  /** Refuses missing parts. */
  public Acceptance {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(until, "until");
  }

  /** Who accepted it and until when, and since when it counts again. */
  public String words() {
    String end = inForce ? "" : "; it counts again since " + until.plusDays(1);
    return "accepted by " + by + " until " + until + end;
  }
}
