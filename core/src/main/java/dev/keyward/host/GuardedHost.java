package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.DecisionListener;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.Side;
import dev.keyward.host.run.RunFolder;
import dev.keyward.host.run.RunListener;
import dev.keyward.host.run.RunRecord;
import dev.keyward.host.run.RunSetting;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.Unfinished;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A guarded host: tests its services, and starts shielded VMs with what they release. Nothing is
 * remembered between two uses about which service answered: the primary is asked first, always.
 */
public final class GuardedHost {

  private final HostFolder folder;
  private final HostTools tools;

  /** The host of that folder. */
  public GuardedHost(HostFolder folder, HostTools tools) {
    this.folder = folder;
    this.tools = tools;
  }

  /**
   * Starts a shielded VM: asks for its keys, checks what comes back, opens it, seals it under the
   * new key and puts that in the place of the file, in one step.
   *
   * @param listener is told of every decision on the way
   * @throws dev.keyward.ServiceRefusedException a service said no, or none is configured
   * @throws dev.keyward.ServiceUnreachableException no service could be reached
   * @throws dev.keyward.VerificationFailedException file or release are not what they should be;
   *     code {@code older-generation}, {@code another-branch}, {@code shielded-again} or {@code
   *     another-owner}
   * @throws NotTrustedException code {@code sealed-by-other}
   */
  @SuppressWarnings("try") // The claim is held, not used.
  public StartedVm start(StartOrder order, RunListener listener)
      throws KeywardException, IOException {
    HostSession session = session(listener);
    MachineFolder machine = machine(order);
    try (FileClaim claim = machine.claim(order.file(), tools.timing())) {
      new SealingBack(machine, tools).settle(order, session, listener);
      VmStart.Outcome outcome = started(session, machine, order);
      outcome.running().close();
      return outcome.started();
    }
  }

  /**
   * The same for a command that works on the opened parts.
   *
   * @param order whose parts are not received by anybody else
   * @return to be closed
   * @throws NotTrustedException also code {@code policy-unchecked}
   */
  public RunningMachine run(StartOrder order, RunSetting setting, RunListener listener)
      throws KeywardException, IOException {
    HostSession session = session(listener);
    MachineFolder machine = machine(order);
    requirePolicy(order.file(), setting);
    FileClaim claim = machine.claim(order.file(), tools.timing());
    try {
      new SealingBack(machine, tools).settle(order, session, listener);
      return opened(session, new Claimed(machine, claim), order, setting);
    } catch (KeywardException | IOException | RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private record Claimed(MachineFolder machine, FileClaim claim) {}

  private RunningMachine opened(
      HostSession session, Claimed claimed, StartOrder order, RunSetting setting)
      throws KeywardException, IOException {
    MachineFolder machine = claimed.machine();
    RunFolder run = RunFolder.in(setting.memory(), tools.random());
    RunRecord record = RunRecord.opening(run.path(), tools.clock().instant());
    record.write(machine.path());
    Runnable wiping = () -> end(record, machine);
    Unfinished.atEnd(wiping);
    try {
      StartOrder opening = new StartOrder(order.file(), order.acceptance(), run::write);
      VmStart.Outcome outcome = started(session, machine, opening);
      if (outcome.started().header().policy() == VmPolicy.SHIELDED) {
        folder.events().policyUnchecked(tools.clock().instant(), outcome.started().vm());
      }
      RunRecord begun = record.begun(outcome.running().history());
      begun.write(machine.path());
      return new RunningMachine(
          new RunningMachine.Opened(machine, claimed.claim(), tools, wiping),
          order,
          begun,
          outcome);
    } catch (KeywardException | IOException | RuntimeException e) {
      // What is wiped here is sealed in the file: no command has begun.
      Unfinished.notAtEnd(wiping);
      wiping.run();
      throw e;
    }
  }

  private static void end(RunRecord record, MachineFolder machine) {
    try {
      record.end(machine.path());
    } catch (IOException e) {
      // The record names the folder, and the next start wipes it.
      return;
    }
  }

  private void requirePolicy(Path file, RunSetting setting) throws KeywardException, IOException {
    try (ShieldedVm vm = ShieldedVm.open(file, tools.engine())) {
      if (vm.header().policy() == VmPolicy.SHIELDED && !setting.policyUnchecked()) {
        throw new NotTrustedException(
            Fault.of(
                    "policy-unchecked",
                    "header",
                    "a shielded VM, whose policy nothing checks for a command",
                    "one that is encryption-supported")
                .withHint("--policy-unchecked runs it anyway, and the host logs that"));
      }
    }
  }

  private HostSession session(RunListener listener) throws KeywardException, IOException {
    return new HostSession(folder, tools, folder.requireConfiguration(), listener);
  }

  private MachineFolder machine(StartOrder order) throws KeywardException, IOException {
    return folder.machine(key(order.file()), tools.engine());
  }

  private VmStart.Outcome started(HostSession session, MachineFolder machine, StartOrder order)
      throws KeywardException, IOException {
    try (InPlaceEdit edit = InPlaceEdit.of(order.file());
        ShieldedVm vm = ShieldedVm.open(edit, tools.engine())) {
      return new VmStart(session, machine, tools, order).run(edit, vm);
    }
  }

  /** Looked up before the file is locked: a start that waits for another keeps no edit waiting. */
  private MachineKey key(Path file) throws KeywardException, IOException {
    try (ShieldedVm vm = ShieldedVm.open(file, tools.engine())) {
      return MachineKey.of(vm);
    }
  }

  /**
   * Asks a service everything that a start asks. It always asks for a new health certificate, even
   * if the host still has a valid one. It then asks for the keys of the service's own probe
   * protector, which protects nothing.
   *
   * @param only the service to ask; where it is empty the host goes from one to the other as in a
   *     start
   * @throws IOException where the host's own files cannot be read or written
   */
  public TestedHost test(Optional<Side> only, DecisionListener listener)
      throws KeywardException, IOException {
    Optional<HostConfiguration> configuration = folder.configuration();
    Side first = only.orElse(Side.PRIMARY);
    if (configuration.flatMap(each -> each.server(first)).isEmpty()) {
      return TestedHost.NOT_CONFIGURED;
    }
    HostSession session = new HostSession(folder, tools, configuration.get(), listener);
    Failover.Attempt<HostProbe> attempt = one -> HostProbe.ask(session, tools, one);
    try {
      HostProbe probe = only.isPresent() ? session.only(first, attempt) : session.run(attempt);
      TestedHost tested = tested(session, Optional.of(probe), failure(probe));
      return only.isPresent() ? tested.ofOneService() : tested;
    } catch (KeywardException e) {
      return tested(session, Optional.empty(), Optional.of(e));
    }
  }

  private Optional<KeywardException> failure(HostProbe probe) {
    try {
      probe.check(tools.engine());
      return Optional.empty();
    } catch (KeywardException e) {
      return Optional.of(e);
    }
  }

  private TestedHost tested(
      HostSession session, Optional<HostProbe> probe, Optional<KeywardException> failure) {
    Optional<HostState> state = session.state();
    return new TestedHost(
        state.map(each -> each.statusAt(tools.clock().instant())).orElse(AttestationStatus.UNKNOWN),
        state,
        state.filter(each -> failure.isEmpty()).map(each -> each.side() == Side.FALLBACK),
        probe.map(each -> each.metadata().signing()),
        probe.map(each -> each.trial().isPresent()),
        session.clocks(),
        failure);
  }
}
