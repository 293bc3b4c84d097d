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

/** {@code shielding-data renew}: current keys in the place of former ones. */
public final class RenewShieldingData implements Command {

  private static final String RECALLS_NOTHING =
      "anybody who has a former private key can still open an old copy";

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "renew",
        "FILE...",
        "replace former keys and certificates with current ones",
        EditOptions.of(EditOptions.ONLY_GUARDIAN, Options.ALLOW_EXPIRED),
        ShieldingNotes.FORMAT
            + " The command needs the owner's keys, current and former. Ids and the owner's signing"
            + " key stay the same. If another guardian made a wrapping for a former key, the command"
            + " lists it, does not change it, and exits with 1. A changed file is sealed again under"
            + " new keys. Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("shielding-data-renew", arguments, session);
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).renew();
    return run.each(new ShieldingEdits(session, roster, edit), RECALLS_NOTHING);
  }
}
