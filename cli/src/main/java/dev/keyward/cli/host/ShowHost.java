package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.host.HostView.Past;
import dev.keyward.host.HostFolder;
import java.io.IOException;
import java.util.List;

/** {@code host show}: what {@code Get-HgsClientConfiguration} would print. */
public final class ShowHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "show",
        "DIR",
        "show which services a guarded host asks, and the result of the last start or test",
        List.of(),
        HostNotes.LAB
            + " The names are those of Get-HgsClientConfiguration; no service is asked (host test"
            + " does).");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    HostFolder folder = HostFolder.at(arguments.operandPath(0));
    HostView view = HostView.of(folder, Past.of(folder, session.console()), session.now());
    if (session.console().json()) {
      session.console().json("host-show", view.answer(name));
    } else {
      view.lines().forEach(session.console()::line);
    }
    return ExitCode.DONE;
  }
}
