package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code demo branch-office}: the founding scenario on this machine. */
public final class DemoBranchOffice implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "demo",
        "branch-office",
        "",
        "play the branch-office scenario: who can open what, proved",
        List.of(OptionSpec.value("dir", "DIR", "keep the files in this new folder")),
        "Works in a store of its own; yours is not touched. Without --dir it deletes its files at"
            + " the end.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    if (arguments.has("dir")) {
      Path folder = session.path(arguments.required("dir"));
      Files.createDirectory(folder);
      return new BranchOffice(session, folder, true).play();
    }
    try (TemporaryFolder folder = new TemporaryFolder("keyward-demo-")) {
      return new BranchOffice(session, folder.path(), false).play();
    }
  }
}
