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
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.evidence.HostRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code hgs host remove}: hosts that may attest no more. */
public final class RemoveHgsHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "host remove",
        "DIR NAME...",
        "remove hosts: the service no longer releases keys to them",
        List.of(),
        "If one of the names is not registered, no host is removed. A running service applies the"
            + " change within two seconds, and then also refuses the health certificates that a"
            + " host still has. Keys that were released before stay released. The command needs no"
            + " passphrase. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    HgsInput input = new HgsInput(arguments.atLeast(2), session);
    Set<GuardianName> names = new LinkedHashSet<>();
    for (String each : input.named()) {
      names.add(Roster.name(each));
    }
    List<RegisteredHost> removed = new ArrayList<>();
    input
        .folder()
        .changeHosts(
            before -> {
              HgsDescription after = before;
              for (GuardianName name : names) {
                before.hosts().stream()
                    .filter(host -> host.name().equals(name))
                    .forEach(removed::add);
                after = after.without(name);
              }
              return after;
            });
    HostRecords records = new HostRecords(arguments.operandPath(0));
    for (RegisteredHost host : removed) {
      records.forget(host.name());
    }
    HgsView.reportRemoved(session, removed);
    return ExitCode.DONE;
  }
}
