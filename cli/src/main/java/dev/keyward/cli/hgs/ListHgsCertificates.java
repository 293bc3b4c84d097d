package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.description.HgsDescription;
import java.io.IOException;
import java.util.List;

/** {@code hgs certificate list}: the certificates of a service and how far each counts. */
public final class ListHgsCertificates implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate list",
        "DIR",
        "list the certificates of a service, and whether each is primary, enabled or disabled",
        List.of(),
        "The command needs no passphrase. " + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    HgsDescription service = new HgsInput(arguments, session).folder().describe();
    HgsView view = new HgsView(service);
    if (session.console().json()) {
      String name = service.name().toString();
      session
          .console()
          .json(
              "hgs-certificate-list",
              new HgsAnswer.Certificates(name, HgsAnswer.Certificate.all(service)));
    } else {
      session.console().line("service " + service.name());
      view.printCertificates(session.console());
    }
    new EndingCertificates(service, session.now()).tell(session.console()::warning);
    return ExitCode.DONE;
  }
}
