package dev.keyward.cli.report.audit;

import java.util.Locale;

/** The columns of audits in their order; only a table of several sites has the first. */
public enum CsvColumn {
  /** Which site. */
  SITE,
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
  SHA256;

  /** As the first row of a table has it. */
  public String head() {
    return name().toLowerCase(Locale.ROOT);
  }
}
