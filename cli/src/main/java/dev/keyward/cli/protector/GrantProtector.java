package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.edit.EditOptions;
import dev.keyward.cli.edit.EditRun;
import dev.keyward.cli.edit.EditWish;
import dev.keyward.protector.ProtectorEdit;
import java.io.IOException;

/** {@code protector grant}: lets further guardians in, with the owner's keys. */
public final class GrantProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "grant",
        "FILE...",
        "grant access to more guardians, with the owner's keys",
        EditOptions.of(
            EditOptions.GUARDIAN,
            Options.KEEP_DELEGATED,
            EditOptions.SKIP_FOREIGN,
            Options.VM,
            Options.NUMBER,
            Options.ALLOW_EXPIRED),
        "The command needs the owner's keys and the guardian's certificates, never the guardian's"
            + " keys. A guardian that already has access is not granted twice. If a guardian renewed"
            + " a key, its wrapping is replaced. The encoding stays the same.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("protector-grant", arguments, session);
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).grant();
    return run.each(new ProtectorFiles(arguments, session, roster, edit));
  }
}
