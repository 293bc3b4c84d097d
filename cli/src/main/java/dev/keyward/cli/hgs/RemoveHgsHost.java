package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.RegisteredHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code hgs host remove}: a host that may attest no more. */
public final class RemoveHgsHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "host remove",
        "DIR NAME",
        "unregister a host: it gets no more keys",
        List.of(),
        "A service that runs knows it within two seconds, and then refuses also the health"
            + " certificates that the host still has. What was released before stays released."
            + " Needs no passphrase. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    GuardianName name = Roster.name(arguments.exactly(2).operand(1));
    List<RegisteredHost> removed = new ArrayList<>(1);
    new HgsInput(arguments, session)
        .folder()
        .changeHosts(
            before -> {
              before.hosts().stream()
                  .filter(host -> host.name().equals(name))
                  .forEach(removed::add);
              return before.without(name);
            });
    for (RegisteredHost host : removed) {
      HgsView.report(session, "hgs-host-remove", "unregistered the host", host);
    }
    return ExitCode.DONE;
  }
}
