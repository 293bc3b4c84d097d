package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.report.Inert;
import dev.keyward.fleet.plan.PlanStep;
import dev.keyward.fleet.plan.RetirePlan;
import java.util.ArrayList;
import java.util.List;

/** Plans for people at a terminal. */
final class PlanText {

  private static final String HEAD =
      "Keyward changed nothing; run the lines in PowerShell on the host that a step names; nobody"
          + " has run them on Windows";
  private static final int MOST_NAMES = 12;
  private static final int MOST_IN_TEXT = 2_000;

  private PlanText() {}

  /** The steps, numbered. */
  static List<String> steps(List<PlanStep> steps) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    int number = 0;
    for (PlanStep step : steps) {
      number++;
      lines.add("");
      lines.add(number + ". " + Inert.shown(step.words(), MOST_IN_TEXT));
      if (!step.vms().isEmpty()) {
        lines.add("   for " + Text.names(step.vms(), MOST_NAMES));
      }
      step.lines().forEach(line -> lines.add("   " + line));
    }
    return lines;
  }

  /** What would be lost, before the steps. */
  static List<String> lost(String host, RetirePlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        plan.lost().isEmpty()
            ? "as far as the input says, you lose no VM if you lose " + Text.listed(host)
            : "if you lose "
                + Text.listed(host)
                + " and its store, you lose "
                + Text.count(plan.lost().size(), "VM"));
    for (RetirePlan.Lost each : plan.lost()) {
      lines.add(
          "  "
              + Text.listed(each.vm().label())
              + each.backup().map(held -> "  backup: " + held.words()).orElse(""));
    }
    lines.add("");
    return lines;
  }
}
