package dev.keyward.audit.policy;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.guardian.Thumbprint;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A finding that a policy accepts at some places until a day.
 *
 * @param finding which kind
 * @param places patterns of places, in the words of the policy; at least one
 * @param keys SHA-256 of keys or certificates, or of documents that are not verified
 * @param decision why, by whom and until when
 * @param line where the policy says it, from 1
 * @param column from 1
 */
public record AcceptedRisk(
    AuditFindingCode finding,
    List<String> places,
    Set<Thumbprint> keys,
    Decision decision,
    int line,
    int column) {

  /** Findings that tell of a party, or of a document that nobody verified. */
  private static final Set<AuditFindingCode> ABOUT_KEYS =
      EnumSet.of(
          AuditFindingCode.DIFFERS,
          AuditFindingCode.INVALID,
          AuditFindingCode.CANNOT_BE_CHECKED,
          AuditFindingCode.UNKNOWN_OWNER,
          AuditFindingCode.UNKNOWN_GUARDIAN,
          AuditFindingCode.UNKNOWN_SEALER,
          AuditFindingCode.MIXED_CERTIFICATES,
          AuditFindingCode.COMPROMISED_KEY,
          AuditFindingCode.ENCRYPTION_KEY_CLAIMED_TWICE,
          AuditFindingCode.DELEGATED,
          AuditFindingCode.NOT_SEALED_BY_OWNER,
          AuditFindingCode.OWNER_NOT_ALLOWED,
          AuditFindingCode.REQUIRED_GUARDIAN_MISSING,
          AuditFindingCode.FORBIDDEN_GUARDIAN,
          AuditFindingCode.GUARDIAN_NOT_ALLOWED,
          AuditFindingCode.EXPIRED,
          AuditFindingCode.EXPIRING,
          AuditFindingCode.NOT_YET_VALID,
          AuditFindingCode.WEAK_KEY,
          AuditFindingCode.LEGACY_ALGORITHM,
          AuditFindingCode.ONE_KEY_FOR_BOTH_ROLES,
          AuditFindingCode.RENEWED_KEY,
          AuditFindingCode.UNLISTED_KEY,
          AuditFindingCode.GUARDIAN_OUT_OF_DATE);

  /**
   * A decision of somebody.
   *
   * @param reason why it is accepted
   * @param by who accepts it
   * @param until the last day, in UTC
   */
  public record Decision(String reason, String by, LocalDate until) {}

  /** Copies the lists. */
  public AcceptedRisk {
    places = List.copyOf(places);
    keys = Set.copyOf(keys);
  }

  /** Whether a finding of this kind is accepted only together with keys. */
  public static boolean needsKeys(AuditFindingCode finding) {
    return ABOUT_KEYS.contains(finding);
  }
}
