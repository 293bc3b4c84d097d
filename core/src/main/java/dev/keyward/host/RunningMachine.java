package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.host.run.RunFolder;
import dev.keyward.host.run.RunRecord;
import dev.keyward.host.run.SealedBack;
import dev.keyward.host.run.Survivors;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A machine whose parts are open in a private folder in memory. Nobody else on this host starts it
 * until this is closed. Parts that were neither sealed back nor saved stay in the folder, and the
 * next start of the machine seals them.
 */
public final class RunningMachine implements AutoCloseable {

  private final MachineFolder machine;
  private final SealingBack sealing;
  private final VmStart.Outcome outcome;
  private final Path file;
  private final RunRecord record;
  private final FileClaim claim;
  private final Runnable wiping;

  RunningMachine(Opened opened, StartOrder order, RunRecord record, VmStart.Outcome outcome) {
    this.machine = opened.machine();
    this.sealing = new SealingBack(machine, opened.tools());
    this.file = order.file();
    this.record = record;
    this.outcome = outcome;
    this.claim = opened.claim();
    this.wiping = opened.wiping();
  }

  /**
   * What a run has before its machine is started.
   *
   * @param wiping wipes the folder when the process is told to end
   */
  record Opened(MachineFolder machine, FileClaim claim, HostTools tools, Runnable wiping) {}

  /** What was started. */
  public StartedVm started() {
    return outcome.started();
  }

  /** The folder with the opened parts. */
  public Path parts() {
    return folder().parts();
  }

  private RunFolder folder() {
    return RunFolder.at(record.folder());
  }

  /** From now on a command may change the parts: they stay when this process is told to end. */
  public void begin() {
    Unfinished.notAtEnd(wiping);
  }

  /** What still works on the parts, in words; empty where nothing does. */
  public List<String> survivors() throws IOException {
    return Survivors.of(folder());
  }

  /** Seals what was changed back into the file; asks no service. */
  public SealedBack sealBack() throws KeywardException, IOException {
    return sealing.seal(file, outcome.running(), record);
  }

  /**
   * Writes the changed parts into a file of their own, which the owner can open.
   *
   * @return that file, beside the machine's
   */
  public Path save() throws KeywardException, IOException {
    return sealing.save(file, outcome.running(), record);
  }

  /** Wipes the opened parts, which are sealed or saved by now. */
  public void wipe() throws IOException {
    record.end(machine.path());
  }

  @Override
  public void close() throws IOException {
    begin();
    outcome.running().close();
    claim.close();
  }
}
