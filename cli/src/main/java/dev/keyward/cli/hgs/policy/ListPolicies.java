package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.description.HgsPolicy;
import java.io.IOException;
import java.util.List;

/** {@code hgs policy list}: what measured hosts must keep. */
public final class ListPolicies implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "policy list",
        "DIR",
        "list the policies of a service, each with its mode and the SHA-256 of its file",
        List.of(),
        "The command needs no passphrase. " + PolicyFolder.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    PolicyFolder folder = new PolicyFolder(arguments.exactly(1), session);
    List<HgsPolicy> policies = folder.policies().list();
    if (policies.isEmpty() && !session.console().json()) {
      session.console().note("the service has no policies: no measured host passes");
      return ExitCode.DONE;
    }
    folder.report("hgs-policy-list", "", policies);
    return ExitCode.DONE;
  }
}
