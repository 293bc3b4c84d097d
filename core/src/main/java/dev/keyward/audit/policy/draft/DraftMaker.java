package dev.keyward.audit.policy.draft;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Turns what an audit found into a policy to start from. */
final class DraftMaker {

  private DraftMaker() {}

  static PolicyDraft draft(AuditSummary summary) {
    int valid = (int) summary.counts().of(Standing.VALID);
    List<PolicyDraft.Granted> guardians =
        summary.parties().stream()
            .filter(party -> party.granted() > 0)
            .map(party -> new PolicyDraft.Granted(seen(party), (int) party.granted()))
            .toList();
    OptionalInt bits =
        summary.parties().stream()
            .flatMap(party -> party.certificates().stream())
            .mapToInt(each -> each.certificate().keyBits().orElse(0))
            .min();
    return new PolicyDraft(
        seen(summary, party -> party.owned() > 0),
        guardians,
        seen(summary, party -> party.sealed() > 0),
        new PolicyDraft.Observed(valid, bits, summary.algorithms()));
  }

  private static List<PolicyDraft.Seen> seen(AuditSummary summary, Predicate<PartyCount> wanted) {
    return summary.parties().stream().filter(wanted).map(DraftMaker::seen).toList();
  }

  /** Every valid protector has a signing certificate for each party. */
  private static PolicyDraft.Seen seen(PartyCount party) {
    GuardianCertificate signing =
        party.certificates().stream()
            .filter(each -> each.role() == CertificateRole.SIGNING)
            .findFirst()
            .orElseThrow()
            .certificate();
    return new PolicyDraft.Seen(party.party().name(), signing.thumbprint(), signing.subject());
  }
}
