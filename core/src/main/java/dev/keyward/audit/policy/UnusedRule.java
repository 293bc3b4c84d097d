package dev.keyward.audit.policy;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Severity;

/**
 * A rule of a policy that fits nothing, or nothing of one share of an audit.
 *
 * @param found which rule it is, different for each of a policy
 * @param severity how grave it is that it fits nothing
 */
public record UnusedRule(String found, Severity severity) {

  /** What a report says of it. */
  public Finding finding() {
    return new Finding(
        AuditFindingCode.POLICY_RULE_UNUSED,
        severity,
        found,
        Remedy.noCommand("correct the rule in the policy, or remove it"));
  }
}
