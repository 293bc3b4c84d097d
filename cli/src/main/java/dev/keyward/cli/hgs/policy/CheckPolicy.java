package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Answer;
import dev.keyward.tpm.policy.MeasuredPolicy;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.policy.PolicyRefusal;
import java.io.IOException;
import java.util.List;

/** {@code hgs policy check}: whether a policy accepts a recorded boot. */
public final class CheckPolicy implements Command {

  /** Whether the boot is as the policy expects, and if not, why. */
  @Answer.To("hgs-policy-check")
  record Checked(
      String policy, String log, PolicyMode mode, boolean accepted, List<Refused> refusals)
      implements Answer {}

  /** One reason. */
  record Refused(String rule, String event, String found, String expected) implements Answer {

    static Refused of(PolicyRefusal refusal) {
      return new Refused(
          refusal.rule().key(), refusal.event(), refusal.found(), refusal.expected());
    }
  }

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "policy check",
        "POLICY LOG",
        "tell whether a policy accepts the boot of a recorded log",
        List.of(PolicyInput.COMMAND_LINE),
        "POLICY is a file as hgs policy draft writes it, LOG an event log; one of them may be -"
            + " for standard input. Exit code 1 if the policy refuses the boot, also if the policy"
            + " only reports. The command reads the log alone: only a service that gets a quote"
            + " with it knows that a TPM measured these events.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    PolicyInput input = new PolicyInput(arguments, session);
    MeasuredPolicy policy = input.policy(arguments.operand(0));
    List<PolicyRefusal> refusals = policy.judge(input.boot(arguments.operand(1)));
    if (session.console().json()) {
      session
          .console()
          .json(
              "hgs-policy-check",
              new Checked(
                  arguments.operand(0),
                  arguments.operand(1),
                  policy.mode(),
                  refusals.isEmpty(),
                  refusals.stream().map(Refused::of).toList()));
    } else {
      print(policy, refusals, session);
    }
    return refusals.isEmpty() ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static void print(MeasuredPolicy policy, List<PolicyRefusal> refusals, Session session) {
    for (PolicyRefusal refusal : refusals) {
      String event = refusal.event().isEmpty() ? "" : " (" + refusal.event() + ")";
      session.console().line(refusal + event);
    }
    if (refusals.isEmpty()) {
      String rules = Text.count(policy.rules().size(), "rule");
      session.console().line("accepted: the boot keeps " + rules);
    } else if (policy.mode() == PolicyMode.REPORT) {
      session.console().note("the policy only reports: a service accepts this boot and logs why");
    }
  }
}
