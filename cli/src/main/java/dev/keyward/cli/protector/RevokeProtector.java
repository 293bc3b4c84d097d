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

/** {@code protector revoke}: takes guardians out, with the owner's keys. */
public final class RevokeProtector implements Command {

  private static final String RECALLS_NOTHING =
      "an old copy of the protector still opens every state sealed under its key; only a new key,"
          + " with the state encrypted again, shuts a guardian out";

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "revoke",
        "FILE...",
        "revoke the access of guardians, with the owner's keys",
        EditOptions.of(
            EditOptions.GUARDIAN,
            EditOptions.WRAPPING,
            EditOptions.THUMBPRINT,
            Options.KEEP_DELEGATED,
            EditOptions.SKIP_FOREIGN,
            Options.VM,
            Options.NUMBER,
            Options.ALLOW_EXPIRED),
        "The command does not remove the owner. It removes a guardian with all its current and"
            + " former keys, and with the guardians to which it granted access. Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("protector-revoke", arguments, session);
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).revoke();
    return run.each(new ProtectorFiles(arguments, session, roster, edit), RECALLS_NOTHING);
  }
}
