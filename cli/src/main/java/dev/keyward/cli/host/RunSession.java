package dev.keyward.cli.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.PassedSignals;
import dev.keyward.cli.console.Console;
import dev.keyward.host.RunningMachine;
import dev.keyward.host.run.SealedBack;
import dev.keyward.host.run.Survivors;
import dev.keyward.vm.sealing.PartName;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One command on the opened parts of a machine, and the sealing back at its end. */
public final class RunSession {

  /** A swtpm that has to end writes its state first. */
  private static final Duration MOST_WAIT = Duration.ofSeconds(30);

  private static final Duration REST = Duration.ofMillis(50);

  private final String file;
  private final Session session;
  private final Console console;
  private final RunningMachine machine;

  /** For the machine of the file that the user named so. */
  public RunSession(String file, Session session, RunningMachine machine) {
    this.file = file;
    this.session = session;
    this.console = session.console();
    this.machine = machine;
  }

  /**
   * How it ended.
   *
   * @param exitCode of the command; 5 where that was 0 and sealing back failed
   * @param back what was sealed
   * @param unsaved the file of parts that could not be sealed back
   */
  public record Ended(
      String file, int exitCode, Optional<SealedBack> back, Optional<Path> unsaved) {

    HostAnswer.Ran answer(HostAnswer.Start start) {
      return new HostAnswer.Ran(
          file, start, exitCode, back.map(Ended::sealed), unsaved.map(Path::toString));
    }

    private static HostAnswer.Back sealed(SealedBack back) {
      return new HostAnswer.Back(back.generation(), names(back.changed()), names(back.missing()));
    }
  }

  private static List<String> names(List<PartName> parts) {
    return parts.stream().map(PartName::toString).toList();
  }

  /** Runs the command, and seals back what it changed. */
  public Ended run(List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    Path here = session.environment().workingDirectory();
    if (here.getFileSystem().equals(FileSystems.getDefault())) {
      builder.directory(here.toAbsolutePath().toFile());
    }
    builder.environment().put(Survivors.VARIABLE, machine.parts().toString());
    try (PassedSignals signals = new PassedSignals(console.interactive())) {
      int code = ended(started(builder), signals);
      List<String> survivors = awaitSurvivors();
      if (!survivors.isEmpty()) {
        String found =
            String.join(", ", survivors) + " still use the parts after the command; end them";
        console.error(Fault.of("failed", file, found, ""));
        return kept(code);
      }
      return sealed(code);
    }
  }

  /** A command that cannot be started has changed nothing. */
  private Process started(ProcessBuilder builder) throws IOException {
    machine.begin();
    try {
      return builder.start();
    } catch (IOException e) {
      wipe();
      throw e;
    }
  }

  private static int ended(Process process, PassedSignals signals) {
    signals.to(process);
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        // Only the command decides when this ends.
        continue;
      }
    }
  }

  /** A command may end before the programs that it started. */
  private List<String> awaitSurvivors() throws IOException {
    long end = System.nanoTime() + MOST_WAIT.toNanos();
    List<String> survivors = machine.survivors();
    while (!survivors.isEmpty() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
      } catch (InterruptedException e) {
        // Looked at again at once.
        survivors = machine.survivors();
        continue;
      }
      survivors = machine.survivors();
    }
    return survivors;
  }

  private Ended sealed(int code) {
    SealedBack back;
    try {
      back = machine.sealBack();
    } catch (KeywardException e) {
      console.error(e);
      return saved(code);
    } catch (IOException e) {
      console.error(e);
      return saved(code);
    }
    wipe();
    if (back.changed().isEmpty()) {
      console.note(file + ": no part was changed, generation " + back.generation());
    } else {
      String changed = String.join(", ", names(back.changed()));
      console.note(file + ": sealed back, generation " + back.generation() + ": " + changed);
    }
    for (PartName missing : back.missing()) {
      console.warning(
          file + ": the command removed " + missing + "; the file has the part as it was before");
    }
    return new Ended(
        file, back.missing().isEmpty() ? code : failed(code), Optional.of(back), Optional.empty());
  }

  private Ended saved(int code) {
    try {
      Path unsaved = machine.save();
      wipe();
      console.warning(unsaved + ": the parts are in this file, which its owner can open");
      console.hint("keyward vm recover " + file + " " + unsaved + " --as OWNER -o NEW");
      return new Ended(file, failed(code), Optional.empty(), Optional.of(unsaved));
    } catch (KeywardException e) {
      console.error(e);
    } catch (IOException e) {
      console.error(e);
    }
    return kept(code);
  }

  /** Nothing is lost while the machine is not switched off. */
  private Ended kept(int code) {
    console.warning(
        file
            + ": the parts stay in "
            + machine.parts()
            + ", in memory and in the clear; do not switch this host off");
    console.hint("the next host run or host start of this file seals them back");
    return new Ended(file, failed(code), Optional.empty(), Optional.empty());
  }

  private void wipe() {
    try {
      machine.wipe();
    } catch (IOException e) {
      console.error(e);
      console.warning(machine.parts() + ": the opened parts are still there, in memory");
    }
  }

  private static int failed(int code) {
    return code == 0 ? ExitCode.IO.number() : code;
  }
}
