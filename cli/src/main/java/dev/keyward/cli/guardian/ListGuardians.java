package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.List;

/** {@code guardian list}: a line each, with why it is trusted. */
public final class ListGuardians implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "list",
        "",
        "list the guardians in the store and why each is trusted",
        List.of(),
        "");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    Console console = session.console();
    List<StoredGuardian> stored = new Roster(session).store().list();
    if (console.json()) {
      List<GuardianAnswer> all = stored.stream().map(GuardianAnswer::of).toList();
      console.json("guardian-list", new GuardianAnswer.Listed(all));
    } else if (stored.isEmpty()) {
      console.note("no guardians in " + session.store());
    } else {
      stored.forEach(each -> console.line(new GuardianView(each, session.now()).line()));
    }
    KeyFileWarning warning = new KeyFileWarning(session, new Roster(session).store());
    for (StoredGuardian each : stored) {
      warning.look(each);
    }
    return ExitCode.DONE;
  }
}
