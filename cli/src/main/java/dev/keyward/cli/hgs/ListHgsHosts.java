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

/** {@code hgs host list}: who may attest. */
public final class ListHgsHosts implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "host list",
        "DIR",
        "list the hosts registered with a service, each with the SHA-256 of its key",
        List.of(),
        "The command needs no passphrase. " + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    HgsDescription service = new HgsInput(arguments, session).folder().describe();
    if (session.console().json()) {
      HgsAnswer.Hosts hosts =
          new HgsAnswer.Hosts(service.name().toString(), HgsAnswer.Host.all(service.hosts()));
      session.console().json("hgs-host-list", hosts);
    } else if (service.hosts().isEmpty()) {
      session.console().note("no hosts are registered with " + service.name());
    } else {
      service.hosts().forEach(host -> session.console().line(HgsView.line(host)));
    }
    return ExitCode.DONE;
  }
}
