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
import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.OwnerPin;
import dev.keyward.file.PendingFolder;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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
            OptionSpec.value("as", "NAME", "the guardian whose key opens it").required(),
            OwnerPin.OPTION,
            OptionSpec.value("out", "DIR", "the folder to make; it must not exist yet").required()),
        VmNotes.FORMAT
            + " Only you can open the new folder, and it is written whole or not at all. Its files"
            + " are not encrypted: vm.json, and vtpm-state, vtpm-key, uefi-vars and secret/NAME as"
            + " far as the VM has them. Anybody can make such a file for a guardian: --owner"
            + " requires the owner that you expect.");
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
    OwnerPin pin = OwnerPin.of(arguments, roster);
    KnownGuardians known = roster.known();
    return new VmInput(session)
        .use(
            file,
            vm -> {
              require(pin, file, vm);
              OpeningKey key = roster.opening(as);
              try (OpenedVm opened = vm.unlock(key, session.random());
                  PendingFolder pending = new PendingFolder(folder)) {
                OpenedParts.write(opened, pending, session.console());
                pending.commit();
              } catch (KeywardException e) {
                throw e.within(file);
              }
              report(session, file, target, new VmView(vm, known, Set.of()));
              return ExitCode.DONE;
            });
  }

  private static void require(OwnerPin pin, String file, ShieldedVm vm) throws KeywardException {
    try {
      pin.require(vm.header().certificate());
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }

  private static void report(Session session, String file, String target, VmView view) {
    Console console = session.console();
    if (console.json()) {
      console.json("vm-unshield", view.unshielded(file, target));
    } else {
      console.note(view.unshieldedWords(file, target));
    }
    view.ownerWarnings(session.now()).forEach(warning -> console.warning(file + ": " + warning));
  }
}
