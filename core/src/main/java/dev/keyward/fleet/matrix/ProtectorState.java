package dev.keyward.fleet.matrix;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.finding.Finding;
import java.util.Locale;

/** What is known of a machine's protector. */
public enum ProtectorState {
  /** Every check that needs no private key passed. */
  VALID,
  /** Keyward does not know an algorithm that the check needs. */
  CANNOT_BE_CHECKED,
  /** The machine has none. */
  NONE,
  /** A check failed, or it has not the published form. */
  INVALID,
  /** There are no bytes of a protector. */
  UNREADABLE,
  /** The export does not hold it: whether there is one is not known. */
  NOT_COLLECTED,
  /** The machine keeps its key elsewhere. */
  TRUSTED_LAUNCH;

  /** Of what an audit says of it. */
  static ProtectorState of(AuditedProtector audited) {
    if (audited.facts().isTrustedLaunch()) {
      return TRUSTED_LAUNCH;
    }
    if (audited.findings().stream().anyMatch(ProtectorState::isInOtherFiles)) {
      return NOT_COLLECTED;
    }
    return switch (audited.standing()) {
      case VALID -> VALID;
      case UNCHECKED -> CANNOT_BE_CHECKED;
      case INVALID, LISTED -> INVALID;
      case NONE -> NONE;
      case NOT_COLLECTED -> NOT_COLLECTED;
      case UNUSABLE, UNREADABLE -> UNREADABLE;
    };
  }

  private static boolean isInOtherFiles(Finding finding) {
    return finding.code() == AuditFindingCode.PROTECTOR_NOT_IN_THESE_FILES;
  }

  /** The stable name, lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For people. */
  public String words() {
    return switch (this) {
      case NONE -> "no protector";
      case TRUSTED_LAUNCH -> "Trusted Launch";
      default -> code().replace('-', ' ');
    };
  }
}
