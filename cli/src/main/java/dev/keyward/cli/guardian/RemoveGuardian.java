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
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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
        List.of(OptionSpec.flag("yes", "confirm the removal; without this nothing is removed")),
        "Protectors are not changed by this. Private keys that are nowhere else are lost.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Roster roster = new Roster(session);
    Optional<DamagedGuardian> damaged = roster.damaged(arguments.operand(0));
    if (damaged.isPresent()) {
      removeDamaged(damaged.get(), arguments, roster, session);
    } else {
      remove(roster.require(arguments.operand(0)), arguments, roster, session);
    }
    return ExitCode.DONE;
  }

  private static void remove(
      StoredGuardian stored, Arguments arguments, Roster roster, Session session)
      throws KeywardException, IOException, UsageException {
    requireYes(arguments, stored.guardian().name(), !stored.withKeys().isEmpty());
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
    report(session, stored.guardian().name(), stored.hasKeys());
  }

  /** What the entry said of its keys cannot be read any more, so nothing of it is kept. */
  private static void removeDamaged(
      DamagedGuardian damaged, Arguments arguments, Roster roster, Session session)
      throws KeywardException, IOException, UsageException {
    requireYes(arguments, damaged.name(), damaged.mayHoldKeys());
    roster.store().remove(damaged.name());
    session
        .console()
        .warning(
            "the entry was damaged; if keys of "
                + damaged.name()
                + " were retired or compromised, this store no longer knows it");
    report(session, damaged.name(), damaged.mayHoldKeys());
  }

  private static void requireYes(Arguments arguments, GuardianName name, boolean withKeys)
      throws UsageException {
    if (!arguments.has("yes")) {
      throw new UsageException(
          "nothing removed: --yes is missing",
          "add --yes to remove guardian "
              + name
              + (withKeys ? " and its private keys" : "")
              + " for good");
    }
  }

  private static void report(Session session, GuardianName name, boolean hadKeys) {
    if (session.console().json()) {
      session.console().json("guardian-remove", new Removed(name.toString(), hadKeys));
    } else {
      session.console().line("removed guardian " + name);
    }
  }
}
