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
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    Roster roster = new Roster(session);
    StoredGuardian.Listing contents = roster.contents();
    Map<StoredGuardian, KeyFilesSeen> stored = new LinkedHashMap<>();
    List<GuardianAnswer> answers = new ArrayList<>();
    for (StoredGuardian each : contents.readable()) {
      KeyFilesSeen seen = roster.store().keyFiles(each.guardian().name());
      stored.put(each, seen);
      if (console.json()) {
        answers.add(GuardianAnswer.of(each, seen.current()));
      } else {
        console.line(new GuardianView(each, session.now(), seen.current()).line());
      }
    }
    if (console.json()) {
      console.json("guardian-list", GuardianAnswer.Listed.of(answers, contents.damaged()));
    } else if (stored.isEmpty() && contents.damaged().isEmpty()) {
      console.note("no guardians in " + session.store());
    } else {
      contents.damaged().forEach(each -> console.line(GuardianView.damaged(each)));
    }
    KeyFileWarning warning = new KeyFileWarning(session);
    for (Map.Entry<StoredGuardian, KeyFilesSeen> each : stored.entrySet()) {
      warning.look(each.getKey(), each.getValue());
    }
    return ExitCode.DONE;
  }
}
