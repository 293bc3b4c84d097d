package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.host.failover.AttestationStatus;
import dev.keyward.host.failover.DecisionListener;
import dev.keyward.host.failover.Failover;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.Side;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.vm.ShieldedVm;
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
  public StartedVm start(StartOrder order, DecisionListener listener)
      throws KeywardException, IOException {
    HostConfiguration configuration = folder.requireConfiguration();
    HostSession session = new HostSession(folder, tools, configuration, listener);
    MachineFolder machine = folder.machine(key(order.file()), tools.engine());
    try (FileClaim claim = machine.claim(order.file(), tools.timing());
        InPlaceEdit edit = InPlaceEdit.of(order.file());
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
   * Asks a service for a new health certificate, whatever certificate is at hand, and whether its
   * key protection answers.
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
    Failover.Attempt<Probe> attempt = one -> new Probe(one.server(), session.probe(one));
    try {
      Probe probe = only.isPresent() ? session.only(first, attempt) : session.run(attempt);
      TestedHost tested = tested(session.state(), Optional.of(probe), mismatch(probe));
      return only.isPresent() ? tested.ofOneService() : tested;
    } catch (KeywardException e) {
      return tested(session.state(), Optional.empty(), Optional.of(e));
    }
  }

  private record Probe(HgsServer server, GuardianMetadata metadata) {}

  private static TestedHost tested(
      Optional<HostState> state, Optional<Probe> probe, Optional<KeywardException> failure) {
    return new TestedHost(
        state.map(HostState::status).orElse(AttestationStatus.UNKNOWN),
        state,
        state.filter(each -> failure.isEmpty()).map(each -> each.side() == Side.FALLBACK),
        probe.map(each -> each.metadata().signing()),
        failure);
  }

  private static Optional<KeywardException> mismatch(Probe probe) {
    return probe
        .server()
        .guardian()
        .filter(pinned -> !pinned.signsWith(probe.metadata().signing()))
        .map(
            pinned ->
                new NotTrustedException(
                    Fault.of(
                            "other-guardian",
                            probe.server().address().keyProtection().toString(),
                            "metadata of " + probe.metadata().signing(),
                            pinned.name() + ", whom the configuration pins")
                        .withHint(
                            "if that service has new certificates, update its guardian and run"
                                + " host configure again")));
  }
}
