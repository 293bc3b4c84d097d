package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Examined.Carried;
import dev.keyward.audit.policy.AcceptedRisk;
import dev.keyward.audit.policy.AcceptedRisks;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Holds findings against the accepted risks of the policy. What a protector's author can choose,
 * such as names and short digits, never decides: of each wrapping that a finding is about, both
 * keys have to be listed.
 */
final class Decisions {

  /** Their texts name every wrapping that they are about by its label; others are about all. */
  private static final Set<AuditFindingCode> NAME_THEIR_PARTY =
      EnumSet.of(
          AuditFindingCode.UNKNOWN_OWNER,
          AuditFindingCode.UNKNOWN_GUARDIAN,
          AuditFindingCode.UNKNOWN_SEALER,
          AuditFindingCode.DELEGATED,
          AuditFindingCode.NOT_SEALED_BY_OWNER,
          AuditFindingCode.OWNER_NOT_ALLOWED,
          AuditFindingCode.FORBIDDEN_GUARDIAN,
          AuditFindingCode.GUARDIAN_NOT_ALLOWED,
          AuditFindingCode.EXPIRED,
          AuditFindingCode.EXPIRING,
          AuditFindingCode.NOT_YET_VALID,
          AuditFindingCode.WEAK_KEY,
          AuditFindingCode.LEGACY_ALGORITHM,
          AuditFindingCode.ONE_KEY_FOR_BOTH_ROLES);

  private final AcceptedRisks risks;

  Decisions(AcceptedRisks risks) {
    this.risks = risks;
  }

  /** The same protector with what the policy says of its findings. */
  AuditedProtector of(AuditedProtector result, Examined examined) {
    if (risks.isEmpty() || result.findings().isEmpty()) {
      return result;
    }
    List<Finding> decided =
        result.findings().stream()
            .map(
                finding ->
                    risks.decided(
                        result.place(), finding, risk -> isMeant(risk, finding, result, examined)))
            .toList();
    return result.with(decided);
  }

  /** The same finding about no protector; nothing is known of keys there. */
  Finding beside(Place place, Finding finding) {
    return risks.decided(
        place, finding, risk -> risk.keys().isEmpty() && !AcceptedRisk.needsKeys(risk.finding()));
  }

  /** What is to be said of accepted risks at the end. */
  List<Finding> unused() {
    return risks.unused();
  }

  private static boolean isMeant(
      AcceptedRisk risk, Finding finding, AuditedProtector result, Examined examined) {
    if (risk.keys().isEmpty()) {
      return !AcceptedRisk.needsKeys(risk.finding()) && !isAboutGuardian(finding);
    }
    if (result.standing() != Standing.VALID) {
      return result.sha256().filter(risk.keys()::contains).isPresent();
    }
    List<Carried> all = examined.certificates();
    return concerned(risk.finding(), finding, all).stream()
            .allMatch(each -> isListed(each.signing(), risk) && isListed(each.encryption(), risk))
        && (risk.finding() != AuditFindingCode.REQUIRED_GUARDIAN_MISSING || isExact(risk, all));
  }

  /** Names that look alike are of VMs, of hosts, or of guardians. */
  private static boolean isAboutGuardian(Finding finding) {
    return finding.code() == AuditFindingCode.LOOK_ALIKE_NAME
        && finding.found().startsWith(LookAlikes.GUARDIAN);
  }

  /** Those that the finding names; all of them where that is not certain. */
  private static List<Carried> concerned(
      AuditFindingCode code, Finding finding, List<Carried> all) {
    List<Carried> named =
        all.stream().filter(each -> finding.found().contains(each.party().label())).toList();
    return named.isEmpty() || !NAME_THEIR_PARTY.contains(code) ? all : named;
  }

  /**
   * A guardian that is missing has no keys there: accepted is who else can open it, all of them.
   */
  private static boolean isExact(AcceptedRisk risk, List<Carried> all) {
    return risk.keys().stream().allMatch(key -> all.stream().anyMatch(each -> has(each, key)));
  }

  private static boolean has(Carried carried, Thumbprint key) {
    return carried.signing().isNamed(key) || carried.encryption().isNamed(key);
  }

  private static boolean isListed(GuardianCertificate certificate, AcceptedRisk risk) {
    return risk.keys().stream().anyMatch(certificate::isNamed);
  }
}
