package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.VmHistory.Relation;
import dev.keyward.vm.sealing.Ancestry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Whether edits of the state in one file led to the state in another: {@code --descends-from}. */
final class Descent {

  private final Session session;
  private final Roster roster;
  private final String from;
  private final Optional<StoredGuardian> opener;

  private Descent(Session session, Roster roster, String from, Optional<StoredGuardian> opener) {
    this.session = session;
    this.roster = roster;
    this.from = from;
    this.opener = opener;
  }

  /** What the command asks; empty where it does not. */
  static Optional<Descent> asked(Arguments arguments, Session session, Roster roster)
      throws KeywardException, IOException, UsageException {
    Optional<String> from = arguments.value("descends-from");
    Optional<String> as = arguments.value("as");
    if (from.isEmpty()) {
      if (as.isPresent()) {
        throw new UsageException("--as goes with --descends-from");
      }
      return Optional.empty();
    }
    Optional<StoredGuardian> opener =
        as.isPresent() ? Optional.of(roster.require(as.get())) : Optional.empty();
    return Optional.of(new Descent(session, roster, from.get(), opener));
  }

  /**
   * Compares both.
   *
   * @param opened whether a key proved already what {@code vm} says
   */
  Found find(ShieldedVm vm, boolean opened) throws KeywardException, IOException, UsageException {
    VmHistory other = new VmInput(session).use(from, ShieldedVm::history);
    if (opener.isPresent()) {
      vm.unlock(roster.openingOf(opener.get(), vm.protector()), session.random()).close();
    }
    return new Found(
        from,
        vm.history().to(other),
        vm.history().isFarFrom(other),
        vm.hasHistory(),
        opened || opener.isPresent());
  }

  /**
   * What was found.
   *
   * @param from the other file
   * @param relation of this state to that one
   * @param isFar whether more edits may lie between them than a file names
   * @param hasHistory whether this file names the states before it
   * @param proved whether a key proved what this file says
   */
  record Found(String from, Relation relation, boolean isFar, boolean hasHistory, boolean proved) {

    boolean isYes() {
      return relation == Relation.DESCENDANT;
    }

    String words() {
      return "descends from " + from + ": " + answer();
    }

    private String answer() {
      return switch (relation) {
        case DESCENDANT -> proved ? "yes" : "says so, not proved: no key (--as)";
        case SAME -> "no, it is the same state";
        case ANCESTOR -> "no, that file says that it descends from this one";
        case BRANCH -> hasHistory ? branch() : "not known, its seal names no states before it";
        case OTHER -> "no, it is another VM, or one that was shielded again";
      };
    }

    private String branch() {
      return "no, it is another branch of the same VM"
          + (isFar ? ", or more than " + Ancestry.MOST + " edits apart" : "");
    }

    VmAnswer.Descends answerOf() {
      return new VmAnswer.Descends(from, isYes(), relation.name().toLowerCase(Locale.ROOT), proved);
    }
  }
}
