package dev.keyward.cli.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.fleet.plan.RetirePlan;
import java.io.IOException;

/** {@code fleet retire}: what would be lost with a host, and the steps that prevent it. */
public final class RetireHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "fleet",
        "retire",
        "HOST",
        "list the VMs that you lose with a Hyper-V host in local"
            + " mode, and print the steps that prevent it",
        PlanSetting.options(),
        "The steps are lines for PowerShell. Keyward changes nothing. Exit code 1 means that a"
            + " step needs more than commands.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String host = arguments.exactly(1).operand(0);
    PlanSetting setting = PlanSetting.read(arguments, session, host);
    setting.requireHeld();
    RetirePlan read =
        RetirePlan.of(setting.matrix(), setting.host(), BackupInput.of(arguments, session));
    RetirePlan plan =
        new RetirePlan(
            read.lost(),
            setting.withOwnKeys(
                read.steps(), read.lost().stream().map(RetirePlan.Lost::vm).toList()));
    if (session.console().json()) {
      session.console().json("fleet-retire", PlanAnswer.Retire.of(setting.host().name(), plan));
    } else {
      PlanText.lost(setting.host().name(), plan).forEach(session.console()::line);
      PlanText.steps(plan.steps()).forEach(session.console()::line);
    }
    return MoveVms.exit(plan.steps());
  }
}
