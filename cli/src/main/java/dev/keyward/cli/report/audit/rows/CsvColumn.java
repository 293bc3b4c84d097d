package dev.keyward.cli.report.audit.rows;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The columns of audits in their order; only a table of several sites has the first. */
public enum CsvColumn {
  /** Which site. */
  SITE,
  /** What became of the protector or the finding since an earlier audit. */
  CHANGE,
  /** How grave the finding is, or what else the row is. */
  SEVERITY,
  /** The kind of finding. */
  CODE,
  /** The file as the user named it. */
  FILE,
  /** Which protector of an export. */
  ENTRY,
  /** The machine. */
  VM,
  /** Who owns it. */
  OWNER,
  /** Who else can open it. */
  GUARDIANS,
  /** Who sealed it. */
  SEALED_BY,
  /** What could be said of it. */
  STANDING,
  /** What was found. */
  FOUND,
  /** Why it matters. */
  WHY,
  /** What to do. */
  MEND,
  /** The command that does it. */
  COMMAND,
  /** The digest of the file or the document. */
  SHA256,
  /** The certificates of its wrappings as Windows names them, the signing one before the other. */
  CERTIFICATES_SHA1,
  /** The same certificates by SHA-256. */
  CERTIFICATES_SHA256,
  /** The id of the machine. */
  ID,
  /** Where a file of Hyper-V's own holds the protector. */
  KEY,
  /** Whether the machine has a virtual TPM. */
  TPM,
  /** Whether the machine asks to be shielded. */
  SHIELDING,
  /** What the machine's files hold as its last known good protector. */
  LAST_KNOWN_GOOD,
  /** Who accepted the finding. */
  ACCEPTED_BY,
  /** The last day on which it is accepted. */
  ACCEPTED_UNTIL,
  /** Why it is accepted. */
  ACCEPTED_REASON,
  /** Who can open it now and could not before. */
  LET_IN,
  /** Who could open it before and cannot now. */
  TAKEN_OUT,
  /** Guardians of one name that have another signing key. */
  OTHER_KEYS,
  /** What could be said of it before. */
  STANDING_BEFORE,
  /** Who owned it before. */
  OWNER_BEFORE,
  /** Who else could open it before. */
  GUARDIANS_BEFORE,
  /** Who had sealed it before. */
  SEALED_BY_BEFORE;

  /** What only the comparison of two audits tells. */
  public static final Set<CsvColumn> OF_CHANGES =
      Collections.unmodifiableSet(
          EnumSet.of(
              CHANGE,
              LET_IN,
              TAKEN_OUT,
              OTHER_KEYS,
              STANDING_BEFORE,
              OWNER_BEFORE,
              GUARDIANS_BEFORE,
              SEALED_BY_BEFORE));

  /** What only the audit of one site tells: a report keeps it of parties. */
  public static final Set<CsvColumn> OF_CERTIFICATES =
      Collections.unmodifiableSet(EnumSet.of(CERTIFICATES_SHA1, CERTIFICATES_SHA256));

  /** As the first row of a table has it. */
  public String head() {
    return name().toLowerCase(Locale.ROOT);
  }
}
