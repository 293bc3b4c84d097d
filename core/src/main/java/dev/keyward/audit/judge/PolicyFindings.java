package dev.keyward.audit.judge;

import dev.keyward.audit.policy.AuditRules;
import dev.keyward.audit.policy.GuardianReference;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Severity;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.util.ArrayList;
import java.util.List;

/** Judges the parties of a protector by the rules of a policy. Without one it judges the sealer. */
final class PolicyFindings {

  private final VerifiedProtector protector;
  private final PartyBook parties;
  private final AuditRules rules;
  private final Meanings meanings;
  private final AuditRemedy remedies;
  private final List<Finding> findings = new ArrayList<>();

  PolicyFindings(
      VerifiedProtector protector, PartyBook parties, AuditRules rules, Meanings meanings) {
    this.protector = protector;
    this.parties = parties;
    this.rules = rules;
    this.meanings = meanings;
    this.remedies = new AuditRemedy(protector, parties);
  }

  List<Finding> all() {
    seal();
    owner();
    rules.required().forEach(this::required);
    for (Wrapping wrapping : protector.wrappings()) {
      if (isForbidden(wrapping)) {
        add(
            AuditFindingCode.FORBIDDEN_GUARDIAN,
            label(wrapping) + " can open it" + inGroup(),
            remedies.revoke(wrapping, "revoke it; what it has opened before stays readable to it"));
      } else if (!wrapping.isOwn()) {
        allowed(wrapping);
      }
    }
    return findings;
  }

  /**
   * If guardians are known, {@link PartyFindings} reports a stranger's seal; otherwise this does.
   */
  private void seal() {
    Wrapping sealer = protector.sealer();
    boolean accepted = rules.sealedBy().filter(list -> signs(list, sealer)).isPresent();
    boolean reported =
        parties.knowsAnybody() && parties.of(sealer).identity() instanceof Identity.Unknown;
    if (protector.isSealedByOwner() || accepted || reported) {
      return;
    }
    // A policy that says whose seals it takes makes any other seal an error.
    Severity severity =
        rules.sealedBy().isPresent()
            ? Severity.ERROR
            : AuditFindingCode.NOT_SEALED_BY_OWNER.severity();
    findings.add(
        new Finding(
            AuditFindingCode.NOT_SEALED_BY_OWNER,
            severity,
            "sealed by " + label(sealer) + inGroup(),
            remedies.seal(
                sealer,
                "if it rolled the key, list it under sealed-by or have the owner seal it; else have"
                    + " the owner make a new protector")));
  }

  private void owner() {
    if (rules.owners().isPresent() && !signs(rules.owners().get(), protector.owner())) {
      add(
          AuditFindingCode.OWNER_NOT_ALLOWED,
          "owned by " + label(protector.owner()) + inGroup(),
          AuditRemedy.handOver(allowedOwner(), "its owner"));
    }
  }

  /** The only one that the policy allows, if there is one. */
  private String allowedOwner() {
    List<GuardianReference> owners = rules.owners().orElse(List.of());
    return owners.size() == 1 && owners.get(0) instanceof GuardianReference.ByName
        ? owners.get(0).toString()
        : "NAME";
  }

  private void required(GuardianReference reference) {
    if (protector.wrappings().stream().noneMatch(wrapping -> isMeant(reference, wrapping))) {
      String text = "have the owner grant it access";
      add(
          AuditFindingCode.REQUIRED_GUARDIAN_MISSING,
          reference + " is required and cannot open it" + inGroup(),
          remedies.grant(meanings.label(reference).orElse(reference.toString()), text));
    }
  }

  private void allowed(Wrapping wrapping) {
    boolean free = rules.allowed().isEmpty();
    if (!free && !isAny(rules.allowed().get(), wrapping) && !isAny(rules.required(), wrapping)) {
      add(
          AuditFindingCode.GUARDIAN_NOT_ALLOWED,
          label(wrapping) + " can open it" + inGroup(),
          remedies.revoke(wrapping, "revoke it, or allow it in the policy"));
    }
  }

  private boolean isAny(List<GuardianReference> references, Wrapping wrapping) {
    return references.stream().anyMatch(reference -> isMeant(reference, wrapping));
  }

  /** Asked of every wrapping, so where nobody is forbidden nothing is looked up. */
  private boolean isForbidden(Wrapping wrapping) {
    return !rules.forbidden().isEmpty()
        && meanings.anyHalf(rules.forbidden(), wrapping, holders(wrapping));
  }

  private boolean isMeant(GuardianReference reference, Wrapping wrapping) {
    return meanings.both(reference, wrapping, holders(wrapping)) && !isRefused(wrapping);
  }

  /** Where the policy refuses former keys, only a key in use is a yes. */
  private boolean isRefused(Wrapping wrapping) {
    return rules.guardians().refusesFormerKeys()
        && holders(wrapping).identity() instanceof Identity.Known known
        && !known.isInUse();
  }

  private boolean signs(List<GuardianReference> references, Wrapping wrapping) {
    return meanings.anySigner(references, wrapping, holders(wrapping));
  }

  private Holders holders(Wrapping wrapping) {
    return parties.of(wrapping).holders();
  }

  private String label(Wrapping wrapping) {
    return parties.of(wrapping).party().label();
  }

  private String inGroup() {
    return rules.group().map(group -> " (group " + group + ")").orElse("");
  }

  private void add(AuditFindingCode code, String found, Remedy remedy) {
    findings.add(Finding.of(code, found, remedy));
  }
}
