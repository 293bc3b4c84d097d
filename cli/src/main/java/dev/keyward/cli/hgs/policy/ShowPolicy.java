package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.description.HgsPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code hgs policy show}: the file of a policy. */
public final class ShowPolicy implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "policy show",
        "DIR NAME",
        "print the file of a policy as the service has it",
        List.of(),
        "The command needs no passphrase. " + PolicyFolder.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    PolicyFolder folder = new PolicyFolder(arguments.exactly(2), session);
    HgsPolicy policy = folder.policies().get(Roster.name(arguments.operand(1)));
    if (session.console().json()) {
      PolicyAnswer.Policy known = PolicyAnswer.Policy.of(policy);
      String text = new String(policy.yaml(), StandardCharsets.UTF_8);
      session.console().json("hgs-policy-show", new PolicyAnswer.Shown(known, text));
      return ExitCode.DONE;
    }
    try (OutputStream out = session.console().resultOut()) {
      out.write(policy.yaml());
    }
    return ExitCode.DONE;
  }
}
