package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;
import java.util.List;

/** {@code shielding-data show}: what shielding data says of itself, without any key. */
public final class ShowShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "show",
        "FILE",
        "show who shielding data is for and which disks it accepts; no key needed",
        List.of(),
        ShieldingNotes.FORMAT
            + " The named owner signed what the command shows, and anybody can be that owner.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    KnownGuardians known = new Roster(session).known();
    try (ShieldingData data = new ShieldingInput(session).open(file)) {
      ShieldingView view = new ShieldingView(data, known);
      if (session.console().json()) {
        session.console().json("shielding-data-show", view.answer(file));
      } else {
        session.console().line(file + ": shielding data, signed by its owner");
        view.lines().forEach(session.console()::line);
      }
      view.warnings(session.now())
          .forEach(warning -> session.console().warning(file + ": " + warning));
    }
    return ExitCode.DONE;
  }
}
