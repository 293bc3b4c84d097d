package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.edit.EditOptions;
import dev.keyward.cli.edit.EditRun;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.TrustedHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code protector grant}: lets further guardians in, with the owner's keys. */
public final class GrantProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "grant",
        "FILE...",
        "let further guardians in, with the owner's keys",
        EditOptions.of(
            EditOptions.GUARDIAN,
            Options.KEEP_DELEGATED,
            EditOptions.SKIP_FOREIGN,
            Options.VM,
            Options.NUMBER,
            Options.ALLOW_EXPIRED),
        "Takes the owner's keys and the guardian's certificates, never the guardian's keys. A"
            + " guardian that is in already is not granted twice. One that has renewed one of its"
            + " keys gets its wrapping replaced. The encoding stays as it is.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("protector-grant", arguments, session);
    run.requireGuardian();
    List<TrustedHistory> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(run.roster().grantee(name, arguments.has("allow-expired")));
    }
    return run.apply(
        new ProtectorEdit(
            guardians,
            List.of(),
            List.of(),
            run.acceptedSealer(),
            arguments.has("keep-delegated")));
  }
}
