package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.KeyReference;
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.List;

/** {@code guardian show}: certificates, trust and where the private keys are. */
public final class ShowGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian", "show", "NAME", "show a guardian's certificates and trust", List.of(), "");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Roster roster = new Roster(session);
    StoredGuardian stored = roster.require(arguments.operand(0));
    KeyFilesSeen seen = roster.store().keyFiles(stored.guardian().name());
    List<KeyReference> outside =
        seen.current() ? roster.store().locked(stored.guardian()).references() : List.of();
    if (session.console().json()) {
      session
          .console()
          .json("guardian-show", GuardianAnswer.of(stored, seen.current()).outside(outside));
    } else {
      new GuardianView(stored, session.now(), seen.current())
          .outside(outside)
          .print(session.console());
    }
    new KeyFileWarning(session).look(stored, seen);
    return ExitCode.DONE;
  }
}
