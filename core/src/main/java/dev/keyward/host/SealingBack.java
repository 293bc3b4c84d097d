package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.host.HostSession.Released;
import dev.keyward.host.run.EarlierRun;
import dev.keyward.host.run.EarlierRun.Outcome;
import dev.keyward.host.run.RunFolder;
import dev.keyward.host.run.RunListener;
import dev.keyward.host.run.RunRecord;
import dev.keyward.host.run.SealedBack;
import dev.keyward.host.run.Survivors;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.RunningVm;
import dev.keyward.vm.SealingKey;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Seals the parts of a machine that ran back into its file, in the order of a start: the old file
 * is kept as the last known good one before the new one takes its place. The record of the run
 * names the new state before that, so that parts are never sealed back twice, nor lost.
 */
final class SealingBack {

  private final MachineFolder machine;
  private final HostTools tools;

  SealingBack(MachineFolder machine, HostTools tools) {
    this.machine = machine;
    this.tools = tools;
  }

  private VmAuthor author() {
    return new VmAuthor(tools.engine(), tools.random());
  }

  /**
   * Seals what the command changed under the key that the host still has.
   *
   * @throws VerificationFailedException code {@code file-changed}: the file is not the one that the
   *     machine was started from
   */
  SealedBack seal(Path file, RunningVm running, RunRecord record)
      throws KeywardException, IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(file);
        ShieldedVm vm = ShieldedVm.open(edit, tools.engine())) {
      long generation = running.history().generation();
      if (!vm.history().digest().equals(running.history().digest())) {
        if (RunFolder.at(record.folder()).changed(running.parts()).isEmpty()) {
          return new SealedBack(vm.generation(), List.of(), List.of());
        }
        throw new VerificationFailedException(
            Fault.of(
                "file-changed",
                file.toString(),
                "generation " + vm.generation() + " of another edit",
                "generation " + generation + ", which the machine was started from"));
      }
      try (OpenedVm opened = vm.unlock(running.key().transportKey())) {
        return replace(edit, opened, running.key(), record);
      }
    }
  }

  private SealedBack replace(InPlaceEdit edit, OpenedVm opened, SealingKey key, RunRecord record)
      throws KeywardException, IOException {
    RunFolder.Difference found = RunFolder.at(record.folder()).difference(opened);
    if (found.changed().isEmpty()) {
      return new SealedBack(opened.file().generation(), List.of(), found.missing());
    }
    boolean byOwner = MachineKey.isSealedByOwner(opened.file());
    VmHistory written = author().sealBack(opened, found.changed(), key, edit.stream());
    opened.file().close();
    edit.requireUnchanged();
    machine.keepAsGood(edit, byOwner);
    record.sealing(written).write(machine.path());
    try (AtomicOutput next = machine.pending(written)) {
      edit.commit();
      next.place();
    }
    List<PartName> changed = found.changed().stream().map(PartSource::name).toList();
    return new SealedBack(written.generation(), changed, found.missing());
  }

  /**
   * Writes the changed parts of a run into a file of their own beside {@code file}, under the key
   * that the host still has.
   *
   * @return that file
   */
  Path save(Path file, RunningVm running, RunRecord record) throws KeywardException, IOException {
    List<PartSource> parts = RunFolder.at(record.folder()).changed(running.parts());
    Path target = unused(file);
    try (AtomicOutput output = new AtomicOutput(target, false)) {
      author().save(running, parts, output.stream());
      output.commit();
    }
    return target;
  }

  private static Path unused(Path file) {
    Path target = Path.of(file + ".unsaved");
    for (int number = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); number++) {
      target = Path.of(file + ".unsaved-" + number);
    }
    return target;
  }

  /**
   * Brings the parts of an earlier run home that was killed, before the machine starts again.
   *
   * @throws FileSystemException where its command still runs
   * @throws VerificationFailedException code {@code unsealed-parts}: the file was changed since
   *     that run began, and the operator has not accepted that the parts are saved apart
   */
  void settle(StartOrder order, HostSession session, RunListener listener)
      throws KeywardException, IOException {
    Optional<RunRecord> left = left(order);
    if (left.isPresent()) {
      settle(left.get(), order, session, listener);
      left.get().end(machine.path());
    }
  }

  /** If the operator accepts any state, a damaged record counts as no record. */
  private Optional<RunRecord> left(StartOrder order) throws KeywardException, IOException {
    try {
      return RunRecord.read(machine.path());
    } catch (MalformedInputException e) {
      if (order.acceptance().rollback()) {
        RunRecord.delete(machine.path());
        return Optional.empty();
      }
      throw new MalformedInputException(
          e.fault()
              .withHint(
                  "this host no longer knows where the parts of an earlier run are; if none is"
                      + " under way, --accept-rollback starts the machine without them"),
          e);
    }
  }

  private void settle(RunRecord record, StartOrder order, HostSession session, RunListener listener)
      throws KeywardException, IOException {
    RunFolder folder = RunFolder.at(record.folder());
    if (!folder.isThere()) {
      if (record.begun().isPresent()) {
        lost(order.file(), record, listener);
      }
    } else {
      requireNobodyThere(folder);
      if (record.begun().isPresent()) {
        bringHome(order, session, record, listener);
      }
    }
  }

  private static void requireNobodyThere(RunFolder folder) throws IOException {
    List<String> survivors = Survivors.of(folder);
    if (!survivors.isEmpty()) {
      throw new FileSystemException(
          folder.path().toString(),
          null,
          "the command of a killed run still uses its parts: "
              + String.join(", ", survivors)
              + "; end it first, then they are sealed back");
    }
  }

  private void lost(Path file, RunRecord record, RunListener listener)
      throws KeywardException, IOException {
    try (ShieldedVm vm = ShieldedVm.open(file, tools.engine())) {
      if (!record.isSealedIn(vm.history())) {
        listener.settled(
            new EarlierRun(Outcome.LOST, record.since(), vm.generation(), List.of(), file));
      }
    }
  }

  private void bringHome(
      StartOrder order, HostSession session, RunRecord record, RunListener listener)
      throws KeywardException, IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(order.file());
        ShieldedVm vm = ShieldedVm.open(edit, tools.engine())) {
      VmHistory begun = record.begun().orElseThrow();
      boolean fits = vm.history().digest().equals(begun.digest());
      if (record.isSealedIn(vm.history())) {
        return;
      }
      if (!fits && !order.acceptance().branch()) {
        throw unsealed(vm, record, begun);
      }
      byte[] ingress = vm.protector().protector().encode();
      Released released = session.run(one -> session.release(ingress, one));
      try (TransportKeys keys = released.keys();
          OpenedVm opened = vm.unlock(keys.ingress())) {
        SealingKey key = new SealingKey(VmStart.egress(session, vm, released), keys.egress());
        listener.settled(
            fits
                ? sealed(record, order.file(), replace(edit, opened, key, record))
                : apart(record, order.file(), RunningVm.of(vm, key, begun)));
      }
    }
  }

  private static EarlierRun sealed(RunRecord record, Path file, SealedBack back) {
    List<String> parts = back.changed().stream().map(PartName::toString).toList();
    Outcome outcome = parts.isEmpty() ? Outcome.UNCHANGED : Outcome.SEALED_BACK;
    return new EarlierRun(outcome, record.since(), back.generation(), parts, file);
  }

  private EarlierRun apart(RunRecord record, Path file, RunningVm running)
      throws KeywardException, IOException {
    try (running) {
      long generation = running.history().generation();
      Path target = save(file, running, record);
      return new EarlierRun(Outcome.SAVED_APART, record.since(), generation, List.of(), target);
    }
  }

  private static VerificationFailedException unsealed(
      ShieldedVm vm, RunRecord record, VmHistory begun) {
    return new VerificationFailedException(
        Fault.of(
                "unsealed-parts",
                "seal",
                "generation " + vm.generation(),
                "generation "
                    + begun.generation()
                    + ", from which a run began at "
                    + record.since()
                    + "; its parts are not sealed back yet")
            .withHint(
                "start the file of that run; or --accept-branch saves the parts in FILE.unsaved,"
                    + " from which vm recover takes them"));
  }
}
