package dev.keyward.cli.shielding;

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

/** {@code shielding-data revoke}: takes guardians out. */
public final class RevokeShieldingData implements Command {

  private static final String RECALLS_NOTHING =
      "old copies still open and hold the same files; if that matters, change the secrets in"
          + " them";

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "revoke",
        "FILE...",
        "revoke the access of guardians to shielding data, with the owner's keys",
        EditOptions.of(
            EditOptions.GUARDIAN,
            EditOptions.WRAPPING,
            EditOptions.THUMBPRINT,
            Options.KEEP_DELEGATED,
            Options.ALLOW_EXPIRED),
        ShieldingNotes.FORMAT
            + " The command does not remove the owner. It removes a guardian with all its current"
            + " and former keys. A file that changes is sealed again under new keys. Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("shielding-data-revoke", arguments, session);
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).revoke();
    return run.each(new ShieldingEdits(session, roster, edit), RECALLS_NOTHING);
  }
}
