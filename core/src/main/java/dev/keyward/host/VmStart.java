package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.hgs.TransportKeys;
import dev.keyward.host.HostSession.Released;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.FileState;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmAuthor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * One start of one machine. The order of its steps is what keeps the machine when the host dies:
 * nothing is replaced before everything was checked; the old file is kept as the last known good
 * one before the new one takes its place; and only then is the new generation remembered, so that
 * what is remembered is never ahead of the file. An HGS keeps nothing, so the old file opens as
 * long as it is there, however often its key was rolled.
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

  StartedVm run() throws KeywardException, IOException {
    Path file = order.file().toRealPath();
    FileState before = FileState.of(file);
    try (ShieldedVm vm = ShieldedVm.open(file, tools.engine())) {
      if (!order.acceptRollback()) {
        machine.requireNotOlder(vm.generation());
      }
      byte[] ingress = vm.protector().protector().encode();
      Released released = session.failover().run(one -> session.release(ingress, one));
      try (TransportKeys keys = released.keys()) {
        VerifiedKeyProtector egress = egress(vm, released);
        open(vm, new Roll(file, before, egress, keys));
        return new StartedVm(
            vm.header().vm(), vm.generation() + 1, released.side(), egress.sealer().signing());
      }
    }
  }

  private VerifiedKeyProtector egress(ShieldedVm vm, Released released) throws KeywardException {
    HgsServer server = session.configuration().server(released.side()).orElseThrow();
    return new ReleaseCheck(vm.protector(), tools.engine())
        .egress(released.egressProtector(), released.keys(), server.guardian());
  }

  /**
   * What is written where.
   *
   * @param file the machine's file, no link
   * @param before how it was when it was opened
   * @param egress the new protector, checked
   * @param keys those of the old protector and of the new one
   */
  private record Roll(
      Path file, FileState before, VerifiedKeyProtector egress, TransportKeys keys) {}

  private void open(ShieldedVm vm, Roll roll) throws KeywardException, IOException {
    try (OpenedVm opened = vm.unlock(roll.keys().ingress())) {
      // Proved by now: before, anybody could have written any number there.
      if (vm.generation() > machine.generation()) {
        machine.remember(vm.generation());
      }
      order.parts().receive(opened);
      replace(opened, roll);
      machine.remember(vm.generation() + 1);
    }
  }

  private void replace(OpenedVm opened, Roll roll) throws KeywardException, IOException {
    try (AtomicOutput output = new AtomicOutput(roll.file(), true)) {
      new VmAuthor(tools.engine(), tools.random())
          .roll(opened, roll.egress(), roll.keys().egress(), output.stream());
      requireUnchanged(roll);
      machine.keepAsGood(roll.file());
      requireUnchanged(roll);
      output.commit();
    }
  }

  /** Another may have sealed the machine anew meanwhile, for instance to revoke a guardian. */
  private static void requireUnchanged(Roll roll) throws IOException {
    if (!FileState.of(roll.file()).equals(roll.before())) {
      throw new FileSystemException(
          roll.file().toString(), null, "it was changed while it was started; start it again");
    }
  }
}
