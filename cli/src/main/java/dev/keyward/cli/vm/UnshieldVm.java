package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.OpenedParts;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.file.PendingFolder;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code vm unshield}: opens a shielded VM with a guardian's key. */
public final class UnshieldVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "unshield",
        "FILE",
        "open a shielded VM into a new folder, with a guardian's key",
        List.of(
            OptionSpec.value("as", "NAME", "the guardian whose key opens it"),
            OptionSpec.value("out", "DIR", "the folder to make; it must not be there")),
        VmNotes.FORMAT
            + " The folder is for its owner only, and there whole or not at all. It holds secrets"
            + " in the clear: vm.json, vtpm-state, secret/NAME.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    String as = arguments.required("as");
    String target = arguments.required("out");
    Path folder = session.path(target);
    Outputs.requireNone(folder, target);
    session.secrets().look(folder);
    Roster roster = new Roster(session);
    return new VmInput(session)
        .use(
            file,
            vm -> {
              OpeningKey key = roster.opening(as);
              try (OpenedVm opened = vm.unlock(key, session.random());
                  PendingFolder pending = new PendingFolder(folder)) {
                OpenedParts.write(opened, pending, session.console());
                pending.commit();
              } catch (KeywardException e) {
                throw e.within(file);
              }
              report(session, file, target, vm);
              return ExitCode.DONE;
            });
  }

  private static void report(Session session, String file, String target, ShieldedVm vm) {
    if (session.console().json()) {
      VmAnswer.Unshielded unshielded =
          new VmAnswer.Unshielded(
              file,
              target,
              vm.header().vm().id().toString(),
              vm.header().vm().name(),
              vm.generation(),
              vm.parts().stream().map(part -> part.name().toString()).toList());
      session.console().json("vm-unshield", unshielded);
    } else {
      session
          .console()
          .note(
              file
                  + ": "
                  + Text.name(vm.header().vm().name())
                  + ", generation "
                  + vm.generation()
                  + ", opened into "
                  + target
                  + " ("
                  + Text.count(vm.parts().size(), "part")
                  + ", in the clear)");
    }
  }
}
