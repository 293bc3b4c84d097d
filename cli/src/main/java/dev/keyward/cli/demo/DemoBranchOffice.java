package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.util.List;

/** {@code demo branch-office}: the founding scenario on this machine. */
public final class DemoBranchOffice implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "demo",
        "branch-office",
        "",
        "play the branch-office scenario, and prove who can open what",
        List.of(DemoFolder.DIR),
        "Works in a store of its own; yours is not touched. Without --dir it deletes its files at"
            + " the end.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return DemoFolder.play(
        arguments.exactly(0),
        session,
        (folder, kept) -> new BranchOffice(session, folder, kept).play());
  }
}
