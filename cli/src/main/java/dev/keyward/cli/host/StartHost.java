package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.file.PendingFolder;
import dev.keyward.host.Acceptance;
import dev.keyward.host.GuardedHost;
import dev.keyward.host.StartOrder;
import dev.keyward.host.StartedVm;
import dev.keyward.host.run.MemoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        "start a shielded VM: attest, have its key released, open it, seal it again",
        options(),
        HostNotes.LAB
            + " When the host has checked the answer, it replaces FILE with the same machine under"
            + " a new transport key. It keeps the old file in DIR/machines as last-known-good.svm,"
            + " in a folder named by the machine's id and its owner's signing key. The last file"
            + " that the owner sealed stays beside it as last-sealed-by-owner.svm: if a service"
            + " made files that the owner cannot open, copy it in the place of FILE and start it"
            + " with --accept-rollback. Keyward prints every decision. A key protection service"
            + " keeps nothing and cannot know that a file is old: this host remembers the state of"
            + " each machine that it wrote last. It starts that state, or one that comes from it by"
            + " edits; each file names up to 1,000 states before it. The history in a file finds"
            + " mistakes and outsiders, but a guardian that once opened the file can forge it. The"
            + " files that -o writes are secret and not encrypted, and only their owner can read"
            + " them. On Linux they must be in memory (tmpfs), unless you give --allow-disk. host"
            + " run opens the parts for a command and seals its changes back.\n"
            + HostNotes.FAILOVER);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(2).operand(0);
    SwappedOperands.requireFolderFirst(arguments, "DIR FILE");
    Optional<String> out = arguments.value("out");
    Optional<Path> folder = arguments.path("out");
    if (folder.isPresent()) {
      Outputs.requireNone(folder.get(), out.orElseThrow());
      requireMemory(arguments, folder.get(), out.orElseThrow());
      session.secrets().look(folder.get());
    }
    HostRun run = new HostRun(session, name, arguments.operandPath(0));
    // Read before the start: an error here must not come after a start that was done.
    ServiceNames names = ServiceNames.of(session, run.folder());
    StartedVm started = start(run, arguments, folder);
    StartedView view = StartedView.of(started, names);
    String file = arguments.operand(1);
    if (session.console().json()) {
      session.console().json("host-start", new HostAnswer.Started(file, out, view.answer(run)));
    } else {
      String opened = out.map(each -> ", opened into " + each + " in the clear").orElse("");
      session.console().line(view.words(file) + opened);
    }
    view.warning(session.now()).ifPresent(each -> session.console().warning(file + ": " + each));
    return ExitCode.DONE;
  }

  private static StartedVm start(HostRun run, Arguments arguments, Optional<Path> folder)
      throws KeywardException, IOException, UsageException {
    Path file = arguments.operandPath(1);
    Acceptance acceptance = AcceptOptions.of(arguments);
    GuardedHost host = run.host();
    try {
      if (folder.isEmpty()) {
        return run.start(host, new StartOrder(file, acceptance, opened -> {}));
      }
      try (PendingFolder pending = new PendingFolder(folder.get())) {
        StartedVm started =
            run.start(host, new StartOrder(file, acceptance, opened -> run.write(opened, pending)));
        pending.commit();
        return started;
      }
    } catch (ServiceRefusedException | ServiceUnreachableException e) {
      throw e;
    } catch (KeywardException e) {
      throw e.within(arguments.operand(1));
    }
  }

  /** What is opened is in the clear, and a disk keeps what is deleted. */
  private static void requireMemory(Arguments arguments, Path folder, String named)
      throws IOException, UsageException {
    boolean isLinux = System.getProperty("os.name", "").equals("Linux");
    if (isLinux && !arguments.has("allow-disk") && !MemoryFolder.holds(folder)) {
      throw new UsageException(
          "-o " + named + " is on a disk, and what is opened is in the clear",
          "choose a folder in memory (tmpfs), such as one in /dev/shm, or give --allow-disk");
    }
  }

  private static List<OptionSpec> options() {
    List<OptionSpec> options =
        new ArrayList<>(
            List.of(
                OptionSpec.value("out", "DIR", "write the opened parts into this new folder"),
                OptionSpec.flag("allow-disk", "on Linux, let -o write to a disk")));
    options.addAll(AcceptOptions.ALL);
    return options;
  }
}
