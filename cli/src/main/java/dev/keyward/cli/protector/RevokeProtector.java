package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.protector.ProtectorEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code protector revoke}: takes guardians out, with the owner's keys. */
public final class RevokeProtector implements Command {

  private static final String RECALLS_NOTHING =
      "revoking recalls nothing: an old copy of the protector still opens every state sealed under"
          + " its key; only a new key, with the state encrypted again, shuts a guardian out";

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "revoke",
        "FILE...",
        "take guardians out, with the owner's keys",
        EditRun.options(EditRun.GUARDIAN, EditRun.KEEP_DELEGATED, Options.VM),
        "The owner cannot be taken out. A guardian goes with every key that it has or had. Whoever was let in by a guardian that is taken out goes too."
            + " Note: "
            + RECALLS_NOTHING
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    EditRun run = new EditRun("protector-revoke", arguments, session);
    run.requireGuardian();
    List<GuardianHistory> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(run.roster().require(name).history());
    }
    ExitCode code =
        run.apply(
            new ProtectorEdit(
                List.of(),
                guardians,
                List.of(),
                run.acceptedSealer(),
                arguments.has("keep-delegated")));
    if (run.changedAny()) {
      session.console().note(RECALLS_NOTHING);
    }
    return code;
  }
}
