package dev.keyward.cli.report.matrix;

import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.fleet.plan.PlanStep;
import java.util.Optional;

/**
 * A step of the plan on a page.
 *
 * @param words what to do
 * @param vms the names of the machines, cut where there are many
 * @param lines for PowerShell, where there are some
 */
record StepView(String words, String vms, Optional<String> lines) {

  private static final int MOST_IN_TEXT = 2_000;

  static StepView of(PlanStep step) {
    return new StepView(
        Inert.shown(Words.sentence(step.words()), MOST_IN_TEXT),
        Words.names(step.vms()),
        Optional.of(String.join("\n", step.lines())).filter(text -> !text.isEmpty()));
  }
}
