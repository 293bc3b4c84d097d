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
import java.io.IOException;
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
    List<GuardianView> views =
        new Roster(session)
            .store().list().stream().map(each -> new GuardianView(each, session.now())).toList();
    if (console.json()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("guardians", views.stream().map(GuardianView::json).toList());
      console.json("guardian-list", data);
    } else if (views.isEmpty()) {
      console.note("no guardians in " + session.store());
    } else {
      views.forEach(view -> console.line(view.line()));
    }
    return ExitCode.DONE;
  }
}
