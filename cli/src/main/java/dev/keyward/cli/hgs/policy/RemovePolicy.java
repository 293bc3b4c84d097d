package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code hgs policy remove}: policies that measured hosts need not keep any more. */
public final class RemovePolicy implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "policy remove",
        "DIR NAME...",
        "remove policies from a service",
        List.of(),
        "If the service lacks one of the names, no policy is removed. If no policy of mode"
            + " enforce is left, no measured host passes. The command needs no passphrase. "
            + PolicyFolder.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    PolicyFolder folder = new PolicyFolder(arguments.atLeast(2), session);
    Set<GuardianName> names = new LinkedHashSet<>();
    for (String each : arguments.operands().subList(1, arguments.operands().size())) {
      names.add(Roster.name(each));
    }
    folder.policies().remove(List.copyOf(names));
    if (session.console().json()) {
      PolicyAnswer.Removed removed =
          new PolicyAnswer.Removed(names.stream().map(GuardianName::toString).toList());
      session.console().json("hgs-policy-remove", removed);
    } else {
      names.forEach(name -> session.console().line("removed the policy " + name));
    }
    return ExitCode.DONE;
  }
}
