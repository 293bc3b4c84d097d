package dev.keyward.cli.report.audit;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Severity;
import java.util.Optional;

/**
 * What was found, and what fixes it.
 *
 * @param acceptance what the policy says of it; empty where nobody accepted it
 */
record FindingAnswer(
    String code,
    Severity severity,
    String found,
    String mend,
    Optional<String> command,
    @Answer.IfPresent Optional<Decided> acceptance)
    implements Answer {

  static FindingAnswer of(Finding finding, PrintedRemedy advice) {
    return new FindingAnswer(
        finding.code().code(),
        finding.severity(),
        finding.found(),
        advice.text(),
        advice.command(),
        finding.acceptance().map(Decided::of));
  }
}
