package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.file.PendingFolder;
import dev.keyward.host.GuardedHost;
import dev.keyward.host.StartOrder;
import dev.keyward.host.StartedVm;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code host start}: starts a shielded VM with the keys that a service releases. */
public final class StartHost implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "start",
        "DIR FILE",
        "start a shielded VM: attest, have its key released, open it, seal it anew",
        List.of(
            OptionSpec.value("out", "DIR", "write the opened parts into this new folder"),
            OptionSpec.flag(
                "accept-rollback", "start a file older than one that was started here")),
        HostNotes.LAB
            + " FILE is replaced by the same machine under a new transport key, once all that came"
            + " back was checked; the one before it stays in DIR/machines as last-known-good.svm,"
            + " in a folder named by the machine's id and its owner's signing key. The last file"
            + " that the owner sealed stays beside it as last-sealed-by-owner.svm: if a service"
            + " made files that the owner cannot open, copy it in the place of FILE and start it"
            + " with --accept-rollback. Every decision on the way is printed. A key protection"
            + " service keeps nothing and cannot know that a file is old: this host remembers the"
            + " highest generation of each machine. What -o writes is secret and in the clear, for"
            + " its owner only.\n"
            + HostNotes.FAILOVER);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(2).operand(0);
    Optional<String> out = arguments.value("out");
    Optional<Path> folder = arguments.path("out");
    if (folder.isPresent()) {
      Outputs.requireNone(folder.get(), out.orElseThrow());
      session.secrets().look(folder.get());
    }
    HostRun run = new HostRun(session, name, arguments.operandPath(0));
    StartedVm started = start(run, arguments, folder);
    HostAnswer.Started answer = answer(arguments, session, started, run);
    if (session.console().json()) {
      session.console().json("host-start", answer);
    } else {
      String opened = out.map(each -> ", opened into " + each + " in the clear").orElse("");
      session
          .console()
          .line(
              answer.file()
                  + ": started "
                  + Text.name(started.vm().name())
                  + ", generation "
                  + started.generation()
                  + ", sealed by "
                  + answer.sealedBy()
                  + opened);
    }
    return ExitCode.DONE;
  }

  private static StartedVm start(HostRun run, Arguments arguments, Optional<Path> folder)
      throws KeywardException, IOException, UsageException {
    Path file = arguments.operandPath(1);
    boolean rollback = arguments.has("accept-rollback");
    GuardedHost host = run.host();
    try {
      if (folder.isEmpty()) {
        return run.start(host, new StartOrder(file, rollback, opened -> {}));
      }
      try (PendingFolder pending = new PendingFolder(folder.get())) {
        StartedVm started =
            run.start(host, new StartOrder(file, rollback, opened -> run.write(opened, pending)));
        pending.commit();
        return started;
      }
    } catch (ServiceRefusedException | ServiceUnreachableException e) {
      throw e;
    } catch (KeywardException e) {
      throw e.within(arguments.operand(1));
    }
  }

  private static HostAnswer.Started answer(
      Arguments arguments, Session session, StartedVm started, HostRun run)
      throws KeywardException, IOException, UsageException {
    KnownGuardians known = new Roster(session).known();
    return new HostAnswer.Started(
        arguments.operand(1),
        arguments.value("out"),
        started.vm().id().toString(),
        started.vm().name(),
        started.generation(),
        started.side().code(),
        known.signerName(started.sealer()).orElseGet(() -> started.sealer().label()),
        started.sealer().thumbprint().toString(),
        run.answer());
  }
}
