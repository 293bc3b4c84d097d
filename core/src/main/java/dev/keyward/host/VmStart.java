package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.host.HostSession.Released;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.Side;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.RunningVm;
import dev.keyward.vm.SealingKey;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.VmHistory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;

/**
 * One start of one machine. The order of its steps is what keeps the machine when the host dies:
 * nothing is replaced before everything was checked; the old file is kept as the last known good
 * one before the new one takes its place; until then the state that was opened is remembered, and
 * only then the new one, so that what is remembered is never ahead of the file. An HGS keeps
 * nothing, so the old file opens as long as it is there, however often its key was rolled.
 */
final class VmStart {

  private final HostSession session;
  private final MachineFolder machine;
  private final HostTools tools;
  private final StartOrder order;

  VmStart(HostSession session, MachineFolder machine, HostTools tools, StartOrder order) {
    this.session = session;
    this.machine = machine;
    this.tools = tools;
    this.order = order;
  }

  /**
   * A machine that was started.
   *
   * @param running what seals its parts again; the caller closes it
   */
  record Outcome(StartedVm started, RunningVm running) {}

  /** Starts the machine of {@code vm}, which is the file of the edit. */
  Outcome run(InPlaceEdit edit, ShieldedVm vm) throws KeywardException, IOException {
    requireSameMachine(edit, vm);
    List<MachineFolder> others = machine.ofOtherOwners(vm.history().lineage());
    HistoryRule rule = new HistoryRule(machine, others, order.acceptance());
    Set<Acceptance.Kind> accepted = rule.require(vm);
    Written written = start(edit, vm);
    try {
      replace(edit, vm, written, new Accepted(accepted, others));
    } catch (KeywardException | IOException | RuntimeException e) {
      written.running().close();
      throw e;
    }
    StartedVm started =
        new StartedVm(
            vm.header(),
            written.running().key().protector(),
            written.running().history().generation(),
            written.side(),
            accepted);
    return new Outcome(started, written.running());
  }

  /** What stands in the file of the edit. */
  private record Written(RunningVm running, Side side) {}

  /** What the operator takes, and whose records of the same lineage end with that. */
  private record Accepted(Set<Acceptance.Kind> kinds, List<MachineFolder> others) {}

  private void replace(InPlaceEdit edit, ShieldedVm vm, Written written, Accepted accepted)
      throws KeywardException, IOException {
    VmHistory before = vm.history();
    // Some systems replace no file that is open.
    vm.close();
    edit.requireUnchanged();
    if (accepted.kinds().contains(Acceptance.Kind.BRANCH)) {
      machine.keepOtherBranch(edit);
    }
    machine.keepAsGood(edit, MachineKey.isSealedByOwner(vm));
    // Proved when the part keys opened: before, anybody could have written any history there.
    machine.remember(before);
    // Written before the file is replaced: if this fails, the host keeps the old file.
    try (AtomicOutput next = machine.pending(written.running().history())) {
      for (MachineFolder other : accepted.others()) {
        other.forget(order.file(), tools.timing());
      }
      edit.commit();
      next.place();
    }
  }

  /** What is remembered was looked up before the file was locked. */
  private void requireSameMachine(InPlaceEdit edit, ShieldedVm vm) throws FileSystemException {
    if (!MachineKey.of(vm).equals(machine.key())) {
      throw new FileSystemException(
          edit.file().toString(), null, "it was changed while it was started; start it again");
    }
  }

  private Written start(InPlaceEdit edit, ShieldedVm vm) throws KeywardException, IOException {
    byte[] ingress = vm.protector().protector().encode();
    Released released = session.run(one -> session.release(ingress, one));
    try (TransportKeys keys = released.keys()) {
      SealingKey key = new SealingKey(egress(session, vm, released), keys.egress());
      VmHistory history = open(vm, keys, key, edit);
      return new Written(RunningVm.of(vm, key, history), released.side());
    }
  }

  /** The protector of a release, once all that must be the same is found to be so. */
  static VerifiedKeyProtector egress(HostSession session, ShieldedVm vm, Released released)
      throws KeywardException {
    HgsServer server = session.configuration().server(released.side()).orElseThrow();
    return new ReleaseCheck(vm.protector(), session.tools().engine())
        .egress(released.egressProtector(), released.keys(), server.guardian());
  }

  private VmHistory open(ShieldedVm vm, TransportKeys keys, SealingKey key, InPlaceEdit edit)
      throws KeywardException, IOException {
    try (OpenedVm opened = vm.unlock(keys.ingress())) {
      order.parts().receive(opened);
      return new VmAuthor(tools.engine(), tools.random())
          .roll(opened, key.protector(), key.transportKey(), edit.stream());
    }
  }
}
