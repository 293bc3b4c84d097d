package dev.keyward.cli.command;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import java.util.List;

/** {@code version}: the same as {@code --version}. */
public final class ShowVersion implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "version",
        "",
        "",
        "print the version; with --verbose also what Keyward runs on",
        List.of(),
        "");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    arguments.exactly(0);
    Version.print(session.console());
    return ExitCode.DONE;
  }
}
