package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.Expectation;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.UnsavedParts;
import dev.keyward.vm.VmChange;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmHistory.Relation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code vm recover}: puts parts that a host could not seal back into the file of their VM. */
public final class RecoverVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "recover",
        "FILE FILE.unsaved",
        "put parts that host run could not seal back into a shielded VM",
        List.of(
            OptionSpec.value("as", "OWNER", "the owner, whose keys are used").required(),
            Options.OUT_FILE.required(),
            Options.FORCE,
            Options.ACCEPT_SEALED_BY,
            Options.ALLOW_EXPIRED),
        VmNotes.FORMAT
            + " host run writes FILE.unsaved if FILE was changed or lost while the machine ran. The"
            + " new file is FILE with the parts of that run, under a new transport key and new keys"
            + " for all parts, as the next state of the VM. Parts that FILE no longer has are left"
            + " out. A service sealed both files, so --accept-sealed-by is usually needed: a"
            + " guardian that sealed them could have chosen their parts.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String unsaved = arguments.exactly(2).operand(1);
    OwnersReseal reseal = OwnersReseal.ofFirst(arguments, session);
    new Outputs(session, arguments).requireNoInput(reseal.target(), List.of(unsaved));
    VmInput input = new VmInput(session);
    return input.use(
        reseal.file(),
        file ->
            input.use(
                unsaved,
                parts -> {
                  require(parts, unsaved, arguments, reseal.roster());
                  recover(new Both(file, parts), reseal, arguments, session);
                  return ExitCode.DONE;
                }));
  }

  private record Both(ShieldedVm file, ShieldedVm unsaved) {}

  /** As for the file itself: who sealed it could have chosen its parts. */
  private static void require(ShieldedVm unsaved, String name, Arguments arguments, Roster roster)
      throws KeywardException, IOException, UsageException {
    try {
      Expectation.nothing().sealedBy(roster.acceptedSealer(arguments)).require(unsaved.protector());
    } catch (KeywardException e) {
      throw e.within(name);
    }
  }

  private static void warn(Both both, String name, Session session) {
    if (both.unsaved().history().to(both.file().history()) != Relation.DESCENDANT) {
      session
          .console()
          .warning(
              name
                  + ": the run began before generation "
                  + both.file().generation()
                  + " of the file was made; parts of the run replace those that are newer");
    }
  }

  private static void recover(Both both, OwnersReseal reseal, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    StoredGuardian owner = reseal.roster().require(arguments.required("as"));
    try (OpenedVm file = unlock(both.file(), owner, reseal, session);
        OpenedVm unsaved = unlock(both.unsaved(), owner, reseal, session);
        UnsavedParts parts = UnsavedParts.of(file, unsaved)) {
      if (parts.changed().isEmpty()) {
        throw new UsageException(
            "nothing to recover: every part is in " + reseal.file() + " with the same content");
      }
      warn(both, arguments.operand(1), session);
      VmChange change = new VmChange(Optional.empty(), parts.changed(), Set.of());
      VmEdit edit =
          new VmEdit(List.of(), List.of(), reseal.renewals(), Optional.empty()).changing(change);
      report(session, reseal, parts, reseal.apply(edit));
    } catch (KeywardException e) {
      throw e.fault().where().isEmpty() ? e.within(arguments.operand(1)) : e;
    }
  }

  private static OpenedVm unlock(
      ShieldedVm vm, StoredGuardian owner, OwnersReseal reseal, Session session)
      throws KeywardException, IOException, UsageException {
    return vm.unlock(reseal.roster().openingOf(owner, vm.protector()), session.random());
  }

  private static void report(
      Session session, OwnersReseal reseal, UnsavedParts parts, ResealedVm done) {
    List<String> recovered = parts.changed().stream().map(part -> part.name().toString()).toList();
    List<String> leftOut = parts.foreign().stream().map(Object::toString).toList();
    if (session.console().json() && !reseal.target().equals("-")) {
      VmAnswer.Recovered answer =
          new VmAnswer.Recovered(
              reseal.file(),
              reseal.target(),
              done.header().vm().id().toString(),
              done.header().vm().name(),
              done.generation(),
              recovered,
              Optional.of(leftOut).filter(some -> !some.isEmpty()));
      session.console().json("vm-recover", answer);
      return;
    }
    session
        .console()
        .note(
            reseal.target()
                + ": recovered, generation "
                + done.generation()
                + Text.clause("parts of the run", recovered)
                + Text.clause("left out, not in the file", leftOut));
  }
}
