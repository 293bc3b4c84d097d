package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.hgs.description.HgsState;
import dev.keyward.hgs.folder.HgsRestore;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code hgs accept-restore}: make the state of a restored folder the newest one. */
public final class AcceptHgsRestore implements Command {

  private static final String OVER = "over";
  private static final String LOST = "lost";

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "accept-restore",
        "DIR",
        "accept a restored folder although the service had a newer one",
        List.of(
            OptionSpec.value(
                    OVER, "NUMBER", "the highest number that was served, from the log of hgs serve")
                .required(),
            OptionSpec.many(
                LOST,
                "THUMBPRINT",
                "a certificate whose key is lost: disable it; 8 digits are enough")),
        "Every change of a service's folder has a number that only grows. A running service refuses"
            + " a folder with a lower number, because hosts that were removed and keys that were"
            + " disabled would come back. This lists the hosts and keys of the folder and writes"
            + " them as a new state with a higher number, which every node takes when you copy the"
            + " folder to it. If the file current is lost, it takes the newest whole state. If the"
            + " manifest is lost, it writes one. If keys are lost too, name their certificates with"
            + " --lost. It needs the passphrase only if no manifest proves that the files are"
            + " whole, or with --lost. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    SwappedOperands.requireFolderFirst(arguments, "DIR");
    arguments.required(OVER);
    int over = arguments.integer(OVER, 0, HgsNumber.MOST - 1, 0);
    HgsRestore restore = new HgsRestore(arguments.operandPath(0), session.random());
    HgsRestore.Terms terms = new HgsRestore.Terms(over, lost(arguments, session, restore));
    Optional<Passphrase> passphrase =
        restore.isProved(terms)
            ? Optional.empty()
            : Optional.of(new HgsInput(arguments, session).passphraseIfDamaged());
    HgsState accepted = restore.accept(terms, passphrase);
    if (session.console().json()) {
      session.console().json("hgs-accept-restore", answer(arguments.operand(0), over, accepted));
    } else {
      print(session.console(), over, accepted);
    }
    session.console().note("copy the folder to every node of the service");
    return ExitCode.DONE;
  }

  private static List<Thumbprint> lost(Arguments arguments, Session session, HgsRestore restore)
      throws KeywardException, IOException, UsageException {
    if (!arguments.has(LOST)) {
      return List.of();
    }
    return new HgsInput(arguments, session).thumbprints(restore.recorded(), arguments.values(LOST));
  }

  private static HgsAnswer.Accepted answer(String directory, int over, HgsState accepted) {
    HgsDescription service = accepted.description();
    return new HgsAnswer.Accepted(
        directory,
        service.name().toString(),
        accepted.number().value(),
        over,
        HgsAnswer.Host.all(service.hosts()),
        HgsAnswer.Certificate.all(service));
  }

  private static void print(Console console, int over, HgsState accepted) {
    HgsDescription service = accepted.description();
    console.line(
        "accepted the folder of "
            + service.name()
            + " as number "
            + accepted.number().value()
            + ", over number "
            + over);
    console.line("registered hosts");
    service.hosts().forEach(host -> console.line("  " + HgsView.line(host)));
    console.line("certificates");
    new HgsView(service).printCertificates(console);
  }
}
