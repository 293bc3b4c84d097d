package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.report.Words;
import java.util.Optional;

/**
 * Why an audit does not answer for all that it was given; reports and the command's exit code agree
 * on it.
 *
 * @param code what the command ends with
 * @param text what it says
 */
public record Shortfall(ExitCode code, String text) {

  /** What is missing, if something is. */
  public static Optional<Shortfall> of(AuditSummary summary) {
    AuditCounts counts = summary.counts();
    long unread = counts.of(Standing.UNREADABLE);
    if (unread > 0) {
      String text = Words.count(unread, "input") + " could not be read";
      return Optional.of(new Shortfall(ExitCode.IO, text));
    }
    if (counts.protectors() > 0) {
      return Optional.empty();
    }
    String others = OthersLine.counts(summary.others());
    String text =
        "there is nothing to audit"
            + (others.isEmpty() ? "" : ", only other files (" + others + ")")
            + ", expected a folder or an export with protectors";
    return Optional.of(new Shortfall(ExitCode.NO_PROTECTOR, text));
  }
}
