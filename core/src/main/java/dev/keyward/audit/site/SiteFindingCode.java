package dev.keyward.audit.site;

import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;

/** What only shows where the reports of several sites are side by side. Names are stable. */
public enum SiteFindingCode implements FindingCode {
  /** One name, and no signing key in common. */
  ONE_NAME_OTHER_KEY(
      Severity.WARNING,
      "one name with different signing keys",
      "These are different guardians, unless one guardian replaced its signing key between the"
          + " audits. A list or a policy that only has the name means one of them."),
  /** One signing key, and names that differ. */
  ONE_KEY_OTHER_NAME(
      Severity.NOTE,
      "one signing key under different names",
      "This is one guardian. A policy that forbids it by the name of one site does not forbid it at"
          + " the other."),
  /** Two sites audited the same bytes. */
  SAME_INPUT(
      Severity.WARNING,
      "the same files at two sites",
      "Every protector in them is counted twice, and one of the sites may not have been audited.");

  private final Words words;

  SiteFindingCode(Severity severity, String title, String why) {
    this.words = new Words(severity, title, why);
  }

  @Override
  public Words words() {
    return words;
  }
}
