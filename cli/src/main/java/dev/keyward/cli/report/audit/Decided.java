package dev.keyward.cli.report.audit;

import dev.keyward.cli.console.Answer;
import dev.keyward.finding.Acceptance;

/**
 * What a policy says of a finding.
 *
 * @param reason why it is accepted
 * @param by who accepted it
 * @param until the last day, in UTC, such as {@code 2027-03-31}
 * @param inForce whether that day is not over
 */
public record Decided(String reason, String by, String until, boolean inForce) implements Answer {

  /** Of this one. */
  public static Decided of(Acceptance acceptance) {
    return new Decided(
        acceptance.reason(), acceptance.by(), acceptance.until().toString(), acceptance.inForce());
  }
}
