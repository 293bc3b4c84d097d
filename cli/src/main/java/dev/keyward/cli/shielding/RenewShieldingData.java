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
      "an old copy stays open to who has a former private key";

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "renew",
        "FILE...",
        "put current keys and certificates in the place of former ones",
        EditOptions.of(EditOptions.ONLY_GUARDIAN, Options.ALLOW_EXPIRED),
        ShieldingNotes.FORMAT
            + " Takes the owner's keys, former ones too. Ids stay. The owner's signing key stays. A"
            + " wrapping that another guardian let in is left and listed, with exit code 1. What"
            + " changes is sealed again under new keys. Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("shielding-data-renew", arguments, session);
    Roster roster = new Roster(session);
    ProtectorEdit edit = new EditWish(arguments, roster).renew();
    ExitCode code = run.each(new ShieldingEdits(arguments, session, roster, edit));
    if (run.changedAny()) {
      session.console().note(RECALLS_NOTHING);
    }
    return code;
  }
}
