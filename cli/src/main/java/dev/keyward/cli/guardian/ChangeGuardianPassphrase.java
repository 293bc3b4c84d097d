package dev.keyward.cli.guardian;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code guardian change-passphrase}: another passphrase for the keys in the store. */
public final class ChangeGuardianPassphrase implements Command {

  public static final List<OptionSpec> OPTIONS =
      List.of(
          OptionSpec.value("new-passphrase-file", "F", "the first line is the new passphrase"),
          OptionSpec.value(
              "new-passphrase-env", "VAR", "the environment variable that has this passphrase"));

  public static final String OLD_COPIES =
      " Copies that were made before, such as backups and exports, keep the old passphrase.";

  @Answer.To("guardian-change-passphrase")
  record AllChanged(List<Changed> guardians) implements Answer {}

  /** Whether this run changed a guardian; else it had the new passphrase already. */
  record Changed(String name, boolean changed) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "change-passphrase",
        "NAME...",
        "lock the private keys of guardians with another passphrase",
        OPTIONS,
        "The keys stay the same. Each guardian is changed in one step: until then the old"
            + " passphrase opens its keys. If a run is interrupted, run the same command again;"
            + " Keyward changes no guardian that has the new passphrase already."
            + OLD_COPIES);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.atLeast(1);
    Roster roster = new Roster(session);
    Map<GuardianName, Guardian> names = new LinkedHashMap<>();
    for (String name : arguments.operands()) {
      StoredGuardian stored = roster.require(name);
      names.put(stored.guardian().name(), underPassphrase(roster.store(), stored));
    }
    roster.store().requireWritable();
    Passphrase old = session.passphrase();
    Passphrase fresh = session.replacingPassphrase();
    List<GuardianName> left = new ArrayList<>();
    for (Map.Entry<GuardianName, Guardian> each : names.entrySet()) {
      if (opensWithOld(roster.store(), each.getValue(), old, fresh)) {
        left.add(each.getKey());
      }
    }
    for (GuardianName name : left) {
      roster.store().changePassphrase(name, old, fresh);
    }
    report(session, List.copyOf(names.keySet()), left);
    return ExitCode.DONE;
  }

  /** A generation whose keys a passphrase locks. A device would take a passphrase for its PIN. */
  private static Guardian underPassphrase(GuardianStore store, StoredGuardian stored)
      throws KeywardException, IOException {
    for (Guardian generation : stored.withKeys()) {
      if (store.locked(generation).references().isEmpty()) {
        return generation;
      }
    }
    if (stored.withKeys().isEmpty()) {
      return stored.guardian();
    }
    throw new NoAccessException(
        Fault.of(
            "outside-key",
            "guardian " + stored.guardian().name(),
            "its private keys are in a device, which has a PIN of its own",
            "keys in the store"));
  }

  /** Whether there is something to do; refuses a guardian that neither of the two opens. */
  private static boolean opensWithOld(
      GuardianStore store, Guardian generation, Passphrase old, Passphrase fresh)
      throws KeywardException, IOException {
    try {
      store.unlock(generation, old);
      return true;
    } catch (BadPassphraseException wrong) {
      try {
        store.unlock(generation, fresh);
        return false;
      } catch (BadPassphraseException e) {
        throw wrong;
      }
    }
  }

  private static void report(Session session, List<GuardianName> names, List<GuardianName> left) {
    List<Changed> all = new ArrayList<>();
    for (GuardianName name : names) {
      boolean changed = left.contains(name);
      if (session.console().json()) {
        all.add(new Changed(name.toString(), changed));
      } else {
        String done = changed ? "has the new passphrase" : "had the new passphrase already";
        session.console().line("guardian " + name + " " + done);
      }
    }
    if (session.console().json()) {
      session.console().json("guardian-change-passphrase", new AllChanged(all));
    }
  }
}
