package dev.keyward.cli.fleet.matrix;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.matrix.KeptAnswer;
import dev.keyward.fleet.plan.PlanStep;
import dev.keyward.fleet.plan.RetirePlan;
import java.util.List;
import java.util.Optional;

/** Plans as programs read them. */
final class PlanAnswer {

  private PlanAnswer() {}

  /** Steps after which a host can start machines. */
  @Answer.To("fleet-move")
  record Move(String target, List<Step> steps) implements Answer {

    static Move of(String target, List<PlanStep> steps) {
      return new Move(target, steps.stream().map(Step::of).toList());
    }
  }

  /** What would be lost with a host, and the steps that prevent it. */
  @Answer.To("fleet-retire")
  record Retire(String host, List<Lost> lost, List<Step> steps) implements Answer {

    static Retire of(String host, RetirePlan plan) {
      return new Retire(
          host,
          plan.lost().stream().map(Lost::of).toList(),
          plan.steps().stream().map(Step::of).toList());
    }
  }

  /** A machine that no other host starts for sure. */
  record Lost(
      String name,
      Optional<String> id,
      Optional<String> runsOn,
      @Answer.IfPresent Optional<KeptAnswer> backup)
      implements Answer {

    static Lost of(RetirePlan.Lost lost) {
      return new Lost(
          lost.vm().label(), lost.vm().id(), lost.vm().host(), lost.backup().map(KeptAnswer::of));
    }
  }

  /** A step. */
  record Step(
      PlanStep.Kind kind, String words, Optional<String> host, List<String> lines, List<String> vms)
      implements Answer {

    static Step of(PlanStep step) {
      return new Step(step.kind(), step.words(), step.host(), step.lines(), step.vms());
    }
  }
}
