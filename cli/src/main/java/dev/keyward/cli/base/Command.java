package dev.keyward.cli.base;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import java.io.IOException;

/** One verb. */
public interface Command {

  /** What it is called and takes. */
  Verb verb();

  /** Does it; the result is printed, an error is thrown. */
  ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException;
}
