package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.List;

/** {@code guardian remove}: out of the store, private keys included. */
public final class RemoveGuardian implements Command {

  @Answer.To("guardian-remove")
  record Removed(String name, boolean hadKeys) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "remove",
        "NAME",
        "remove a guardian from the store, private keys included",
        List.of(OptionSpec.flag("yes", "do it; without this nothing is removed")),
        "Protectors are not changed by this. Private keys that are nowhere else are lost.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Roster roster = new Roster(session);
    StoredGuardian stored = roster.require(arguments.operand(0));
    if (!arguments.has("yes")) {
      String keys = stored.withKeys().isEmpty() ? "" : " and its private keys";
      throw new UsageException(
          "nothing removed: --yes is missing",
          "add --yes to remove guardian " + stored.guardian().name() + keys + " for good");
    }
    roster.store().remove(stored.guardian().name());
    int compromised = stored.history().compromised().size();
    if (compromised > 0) {
      session
          .console()
          .warning(
              "this store no longer knows that "
                  + compromised
                  + (compromised == 1 ? " key was" : " keys were")
                  + " compromised");
    }
    if (session.console().json()) {
      Removed removed = new Removed(stored.guardian().name().toString(), stored.hasKeys());
      session.console().json("guardian-remove", removed);
    } else {
      session.console().line("removed guardian " + stored.guardian().name());
    }
    return ExitCode.DONE;
  }
}
