package dev.keyward.audit.judge;

import dev.keyward.audit.policy.AuditRules;
import dev.keyward.audit.policy.PolicyRules;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that a valid protector is judged by: who is known, the policy's rules for its VM, and
 * the clock.
 */
public final class RuleBook {

  private final PolicyRules policy;
  private final AuditBasis basis;
  private final Meanings meanings;
  private final WeakKeys weakKeys = new WeakKeys();

  public RuleBook(PolicyRules policy, AuditBasis basis, KnownGuardians known) {
    this.policy = policy;
    this.basis = basis;
    this.meanings = new Meanings(policy.references(), known);
  }

  /** The findings on the protector of a VM. */
  List<Finding> findings(Place place, VerifiedProtector protector, PartyBook parties) {
    AuditRules rules = policy.rulesFor(place);
    CertificateFindings.Demands demands =
        new CertificateFindings.Demands(
            basis.clock(),
            rules.warnWithin().orElse(basis.within()),
            rules.minimumBits(),
            rules.algorithms().orElse(Set.of()),
            rules.strength().notesRsa());
    List<Finding> findings = new ArrayList<>(new PartyFindings(protector, parties).all());
    findings.addAll(new PolicyFindings(protector, parties, rules, meanings).all());
    findings.addAll(new CertificateFindings(protector, parties, weakKeys, demands).all());
    return findings;
  }
}
