package dev.keyward.cli.report;

import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import java.util.Optional;

/**
 * A finding on a page about machines.
 *
 * @param vms the names of the machines, cut where there are many
 * @param mend what to do
 * @param command what to type, where typing helps
 */
public record FindingView(
    String severity,
    String code,
    String found,
    String vms,
    String why,
    String mend,
    Optional<String> command) {

  /** A line for Windows holds four addresses. */
  private static final int MOST_IN_MEND = 2_000;

  /**
   * A finding as it is shown.
   *
   * @param most how many characters of what was found are shown
   */
  public static FindingView of(LocatedFinding located, PrintedRemedy advice, int most) {
    Finding finding = located.finding();
    return new FindingView(
        finding.severity().code(),
        finding.code().code(),
        Inert.shown(Words.sentence(finding.code().title() + ": " + finding.found()), most),
        Words.names(located.vms()),
        finding.code().why(),
        Inert.shown(Words.sentence(advice.text()), MOST_IN_MEND),
        advice.command());
  }
}
