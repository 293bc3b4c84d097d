package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.List;

/** {@code guardian update}: renewed metadata of a guardian that is known. */
public final class UpdateGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "update",
        "NAME FILE|URL",
        "take renewed metadata of a known guardian",
        List.of(Options.CA),
        "Taken only with the same signing key, or signed by it. The old signing certificate is kept"
            + " as another one of the guardian's, so protectors that carry it keep their name.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    Roster roster = new Roster(session);
    GuardianName name = roster.require(arguments.operand(0)).guardian().name();
    MetadataInput input = new MetadataInput(arguments, session);
    // What is known already proves the answer, so an unprotected address needs no pin here.
    GuardianMetadata renewed = input.read(arguments.operand(1));
    StoredGuardian stored = roster.store().update(name, renewed, session.now());
    GuardianView.report(session, "guardian-update", "updated guardian " + name, stored);
    return ExitCode.DONE;
  }
}
