package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
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

/** {@code guardian retire}: notes that a former key was disabled by its operator. */
public final class RetireGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "retire",
        "NAME FINGERPRINT",
        "record that a former key was disabled, so that no service opens with it",
        List.of(
            OptionSpec.flag("undo", "the key is enabled again: it is former, not retired"),
            OptionSpec.flag("compromised", "somebody else may have the private key")),
        "FINGERPRINT is the SHA-256 of the key or of one of its certificates, as 'guardian show'"
            + " prints it. The current key is refused. A retired key releases nothing through a"
            + " service, but anybody who has its private key still opens what was"
            + " wrapped for it. If that may be somebody else, give --compromised, and reseal the VMs.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    SwappedOperands.requireFingerprintSecond(arguments, "NAME FINGERPRINT");
    boolean undo = arguments.has("undo");
    if (undo) {
      arguments.refuse("undo", "compromised");
    }
    Roster roster = new Roster(session);
    GuardianName name = roster.require(arguments.operand(0)).guardian().name();
    Thumbprint print = Options.fingerprint("FINGERPRINT", arguments.operand(1));
    StoredGuardian stored =
        undo
            ? roster.store().restore(name, print)
            : roster.store().retire(name, print, arguments.has("compromised"), session.now());
    String done = undo ? "the key is former again" : "the key is retired";
    GuardianView.report(session, "guardian-retire", "guardian " + name + ": " + done, stored);
    return ExitCode.DONE;
  }
}
