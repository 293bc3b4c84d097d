package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code vm show}: what a shielded VM says of itself, without any key. */
public final class ShowVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "show",
        "FILE",
        "show a shielded VM: policy, owner, guardians, parts; no key needed",
        List.of(),
        VmNotes.FORMAT
            + " The named owner signed what the command shows, and anybody can be that owner. Only"
            + " a key proves the generation and the parts (vm check --prove).");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    KnownGuardians known = new Roster(session).known();
    return new VmInput(session)
        .use(
            file,
            vm -> {
              VmView view = new VmView(vm, known, Set.of());
              if (session.console().json()) {
                session.console().json("vm-show", view.answer(file));
              } else {
                session.console().line(file + ": shielded VM, signed by its owner");
                view.lines().forEach(session.console()::line);
              }
              view.warnings(session.now())
                  .forEach(warning -> session.console().warning(file + ": " + warning));
              return ExitCode.DONE;
            });
  }
}
