package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import java.io.IOException;
import java.util.List;

/** {@code guardian use}: a former pair of keys becomes the current one. */
public final class UseGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "use",
        "NAME FINGERPRINT",
        "make a former pair of keys the current one again",
        List.of(),
        "For a guardian whose operator went back to former keys. FINGERPRINT is the SHA-256 of a"
            + " certificate or key of that pair, as 'guardian show' prints it. What was current"
            + " becomes former. A retired key must be taken back first with 'guardian retire"
            + " --undo'.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    SwappedOperands.requireFingerprintSecond(arguments, "NAME FINGERPRINT");
    Roster roster = new Roster(session);
    GuardianName name = roster.require(arguments.operand(0)).guardian().name();
    Thumbprint print = Options.fingerprint("FINGERPRINT", arguments.operand(1));
    StoredGuardian stored = roster.store().use(name, print, session.now());
    GuardianView.report(session, "guardian-use", "guardian " + name + " uses that pair", stored);
    return ExitCode.DONE;
  }
}
