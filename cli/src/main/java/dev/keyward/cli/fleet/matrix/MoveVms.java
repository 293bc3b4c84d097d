package dev.keyward.cli.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.plan.MovePlan;
import dev.keyward.fleet.plan.PlanStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code fleet move}: the steps after which another host can start machines. */
public final class MoveVms implements Command {

  @Override
  public Verb verb() {
    List<OptionSpec> options = new ArrayList<>();
    options.add(OptionSpec.value("to", "HOST", "the host that is to start the VMs").required());
    options.addAll(PlanSetting.options());
    return new Verb(
        "fleet",
        "move",
        "VM...",
        "print the steps that let another Hyper-V host in local mode start VMs",
        options,
        "VM is a name, NAME@HOST where a name is not unique, or an id. The steps are lines for"
            + " PowerShell. Keyward changes nothing. Exit code 1 means that a step needs more than"
            + " commands.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String target = arguments.atLeast(1).required("to");
    PlanSetting setting = PlanSetting.read(arguments, session, target);
    List<MatrixVm> vms = setting.machines(arguments.operands());
    List<PlanStep> plan =
        MovePlan.of(setting.matrix(), setting.host(), vms, BackupInput.of(arguments, session));
    List<PlanStep> steps = setting.withOwnKeys(plan, vms);
    if (session.console().json()) {
      session.console().json("fleet-move", PlanAnswer.Move.of(setting.host().name(), steps));
    } else {
      PlanText.steps(steps).forEach(session.console()::line);
    }
    return exit(steps);
  }

  /** Where words are needed, no script may take the plan for done. */
  static ExitCode exit(List<PlanStep> steps) {
    return steps.stream().anyMatch(each -> each.kind() == PlanStep.Kind.UNSOLVED)
        ? ExitCode.ANSWER_NO
        : ExitCode.DONE;
  }
}
