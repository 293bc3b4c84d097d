package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.tpm.policy.MeasuredDraft;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.structure.PcrSelection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code hgs policy draft}: a policy that expects what one boot shows. */
public final class DraftPolicy implements Command {

  /** The draft: the file that was written, or its text. */
  @Answer.To("hgs-policy-draft")
  record Drafted(
      String log,
      @Answer.IfPresent Optional<String> file,
      @Answer.IfPresent Optional<String> policy)
      implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "policy draft",
        "LOG",
        "write a policy for measured hosts that expects what one recorded boot shows",
        List.of(
            OptionSpec.flag("report", "the policy only reports, it does not refuse hosts"),
            OptionSpec.many("register", "N", "also expect the value of this register"),
            PolicyInput.COMMAND_LINE,
            Options.OUT_FILE,
            Options.FORCE),
        "LOG is a host's event log, as Linux has it at"
            + " /sys/kernel/security/tpm0/binary_bios_measurements; - reads standard input. Without"
            + " --out the policy is printed. Record the log on a host that you trust: the command"
            + " cannot know whether a TPM measured these events. Read the draft before you use"
            + " it.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    String out = arguments.value("out").orElse("-");
    Outputs outputs = new Outputs(session, arguments);
    outputs.requireWritable(out);
    outputs.requireNoInput(out, List.of(arguments.operand(0)));
    PolicyMode mode = arguments.has("report") ? PolicyMode.REPORT : PolicyMode.ENFORCE;
    Set<Integer> registers = registers(arguments);
    PolicyInput input = new PolicyInput(arguments, session);
    byte[] policy = new MeasuredDraft(input.boot(arguments.operand(0)), mode, registers).encode();
    if (!out.equals("-")) {
      outputs.write(out, policy);
    }
    report(arguments.operand(0), out, policy, session);
    return ExitCode.DONE;
  }

  private static void report(String log, String out, byte[] policy, Session session) {
    String text = new String(policy, StandardCharsets.UTF_8);
    Optional<String> file = Optional.of(out).filter(each -> !each.equals("-"));
    if (session.console().json()) {
      Optional<String> shown = file.isPresent() ? Optional.empty() : Optional.of(text);
      session.console().json("hgs-policy-draft", new Drafted(log, file, shown));
    } else if (file.isEmpty()) {
      text.lines().forEach(session.console()::line);
    } else {
      session.console().note("wrote " + out + "; read it before you use it");
    }
  }

  private static Set<Integer> registers(Arguments arguments) throws UsageException {
    Set<Integer> registers = new TreeSet<>();
    for (String value : arguments.values("register")) {
      Optional<Integer> register =
          PcrSelection.QUOTED.stream().filter(each -> value.equals("" + each)).findFirst();
      registers.add(
          register.orElseThrow(
              () ->
                  new UsageException(
                      "--register " + value + " is not one of " + PcrSelection.QUOTED)));
    }
    return registers;
  }
}
