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

/** {@code shielding-data grant}: lets further guardians open it. */
public final class GrantShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "grant",
        "FILE...",
        "grant more guardians access to shielding data, with the owner's keys",
        EditOptions.of(EditOptions.GUARDIAN, Options.KEEP_DELEGATED, Options.ALLOW_EXPIRED),
        ShieldingNotes.FORMAT
            + " The command needs the owner's keys and the guardian's certificates, never the"
            + " guardian's keys. A guardian that already has access is not granted twice. If a"
            + " guardian renewed a key, its wrapping is replaced. Policy, disks and files stay the"
            + " same. A file that changes is sealed again under new keys, and the owner signs it.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("shielding-data-grant", arguments, session);
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).grant();
    return run.each(new ShieldingEdits(session, roster, edit));
  }
}
