package dev.keyward.cli.command;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import java.util.List;

/** Stub. */
final class CompletionCommand implements Command {

  @Override
  public Verb verb() {
    return new Verb("completion", "", "[NOUN [VERB]]", "how commands are used", List.of(), "");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    return ExitCode.DONE;
  }
}
