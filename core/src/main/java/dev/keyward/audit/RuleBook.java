package dev.keyward.audit;

import dev.keyward.protector.VerifiedProtector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that a valid protector is judged by: who is known, the policy's rules for its VM, and
 * the clock.
 */
final class RuleBook {

  private final AuditPolicy policy;
  private final AuditBasis basis;

  RuleBook(AuditPolicy policy, AuditBasis basis) {
    this.policy = policy;
    this.basis = basis;
  }

  /** The findings on the protector of a VM. */
  List<Finding> findings(String vm, VerifiedProtector protector, PartyBook parties) {
    AuditRules rules = policy.rulesFor(vm);
    CertificateFindings.Demands demands =
        new CertificateFindings.Demands(
            basis.clock(),
            rules.warnWithin().orElse(basis.within()),
            rules.minimumBits(),
            rules.algorithms().orElse(Set.of()));
    List<Finding> findings = new ArrayList<>(new PartyFindings(protector, parties).all());
    findings.addAll(new PolicyFindings(protector, parties, rules).all());
    findings.addAll(new CertificateFindings(parties, demands).all(protector));
    return findings;
  }
}
