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
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.Program;
import dev.keyward.cli.base.program.ProgramEnded;
import dev.keyward.host.RunningMachine;
import dev.keyward.host.StartOrder;
import dev.keyward.host.run.MemoryFolder;
import dev.keyward.host.run.RunSetting;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code host run}: opens a shielded VM for a command, and seals back what the command changes. */
public final class RunHost implements Command {

  private static final int FIRST_WORD = 2;

  @Override
  public Verb verb() {
    List<OptionSpec> options = new ArrayList<>(AcceptOptions.ALL);
    options.add(
        OptionSpec.flag(
            "policy-unchecked",
            "run a shielded VM, although nothing checks that the command keeps its policy"));
    return new Verb(
        "host",
        "run",
        "DIR FILE -- COMMAND...",
        "start a shielded VM for a command, and seal its changed state again at the end",
        options,
        HostNotes.LAB
            + " The machine is started as by host start. Its parts are opened into a private folder"
            + " in memory (tmpfs), which the command finds in KEYWARD_PARTS: vtpm/tpm2-00.permall"
            + " (for swtpm --tpmstate dir=), uefi-vars.fd, vtpm-key, secret/NAME. When the command"
            + " and all its processes have ended, Keyward seals changed parts in FILE under the key"
            + " that the host still has, asks no service, and wipes the folder. The exit code is"
            + " that of the command, or 5 if the command ended with 0 and Keyward could not seal"
            + " back a part. Signals that end a process go to the command. Standard input and"
            + " output are the command's, and Keyward writes to standard error only. If FILE was"
            + " changed meanwhile, Keyward writes the parts to FILE.unsaved, which vm recover"
            + " reads. If host run is killed, the next host run or host start of the machine on"
            + " this host seals its parts first. A power loss loses the changes of the parts since"
            + " the start; a VM with a vtpm-key loses nothing, since its state lies encrypted on"
            + " the disk.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    if (arguments.operands().size() <= FIRST_WORD) {
      throw new UsageException(
          "missing COMMAND", "keyward host run DIR FILE -- COMMAND ..., such as a script");
    }
    SwappedOperands.requireFolderFirst(arguments, "DIR FILE");
    HostRun run = HostRun.beside(session, arguments.operand(0), arguments.operandPath(0));
    Path file = arguments.operandPath(1);
    List<String> words = arguments.operands().subList(FIRST_WORD, arguments.operands().size());
    requireProgram(words.get(0), session);
    RunSetting setting =
        new RunSetting(
            MemoryFolder.require(session.environment().variables()),
            arguments.has("policy-unchecked"));
    // Read before the start: an error here must not come after a start that was done.
    ServiceNames names = ServiceNames.of(session, run.folder());
    StartOrder order = new StartOrder(file, AcceptOptions.of(arguments), opened -> {});
    warn(session);
    String named = arguments.operand(1);
    try (RunningMachine machine = started(run, order, setting, arguments)) {
      RunSession ran = new RunSession(named, session, machine);
      StartedView view = StartedView.of(machine.started(), names);
      session.console().note(view.words(named));
      view.warning(session.now())
          .ifPresent(warning -> session.console().warning(named + ": " + warning));
      warn(session);
      RunSession.Ended ended = ran.run(words);
      if (session.console().json()) {
        session.console().jsonBeside("host-run", ended.answer(view.answer(run)));
      }
      throw new ProgramEnded(ended.exitCode());
    }
  }

  private static void warn(Session session) {
    if (MemoryFolder.canReachADisk()) {
      session
          .console()
          .warning("swap is on: what is in memory can reach the disk in the clear; swapoff -a");
    }
  }

  /** Found before a service is asked: nothing has to be undone. */
  private static void requireProgram(String word, Session session)
      throws IOException, UsageException {
    Map<String, String> variables = session.environment().variables();
    boolean isThere =
        word.contains("/")
            ? Files.isRegularFile(session.path(word)) && Files.isExecutable(session.path(word))
            : Program.find(variables, word).isPresent();
    if (!isThere) {
      throw new FileSystemException(word, null, "no such program");
    }
  }

  private static RunningMachine started(
      HostRun run, StartOrder order, RunSetting setting, Arguments arguments)
      throws KeywardException, IOException, UsageException {
    try {
      return run.run(run.host(), order, setting);
    } catch (ServiceRefusedException | ServiceUnreachableException e) {
      throw e;
    } catch (KeywardException e) {
      throw e.within(arguments.operand(1));
    }
  }
}
