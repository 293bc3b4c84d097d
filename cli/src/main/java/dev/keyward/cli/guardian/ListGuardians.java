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
import java.util.ArrayList;
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
    KeyFileWarning files = new KeyFileWarning(session, new Roster(session).store());
    List<GuardianAnswer> answers = new ArrayList<>();
    for (StoredGuardian each : stored) {
      boolean whole = files.seen(each).current();
      answers.add(GuardianAnswer.of(each, whole));
      if (!console.json()) {
        console.line(new GuardianView(each, session.now(), whole).line());
      }
    }
    if (console.json()) {
      console.json("guardian-list", new GuardianAnswer.Listed(answers));
    } else if (stored.isEmpty()) {
      console.note("no guardians in " + session.store());
    }
    for (StoredGuardian each : stored) {
      files.look(each);
    }
    return ExitCode.DONE;
  }
}
