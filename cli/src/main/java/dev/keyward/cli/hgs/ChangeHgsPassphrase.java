package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.guardian.ChangeGuardianPassphrase;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.secret.Passphrase;
import java.io.IOException;

/** {@code hgs change-passphrase}: another passphrase for the keys of a service. */
public final class ChangeHgsPassphrase implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "change-passphrase",
        "DIR",
        "lock the private keys of a service with another passphrase",
        ChangeGuardianPassphrase.OPTIONS,
        "All keys are changed in one step: until then the old passphrase opens them. A running"
            + " service keeps the keys that it has opened; restart it with the new passphrase"
            + " before you give it further keys."
            + ChangeGuardianPassphrase.OLD_COPIES);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String directory = arguments.exactly(1).operand(0);
    HgsFolder folder = new HgsInput(arguments, session).folder();
    folder.describe();
    SafeFiles.requireWritableFolder(arguments.operandPath(0));
    Passphrase old = session.passphrase();
    HgsDescription changed = folder.changePassphrase(old, session.replacingPassphrase());
    if (session.console().json()) {
      int keys = changed.certificates().size();
      session
          .console()
          .json(
              "hgs-change-passphrase",
              new HgsAnswer.ChangedPassphrase(directory, changed.name().toString(), keys));
    } else {
      session
          .console()
          .line(
              Text.count(changed.certificates().size(), "key")
                  + " of the service "
                  + changed.name()
                  + " have the new passphrase");
    }
    return ExitCode.DONE;
  }
}
