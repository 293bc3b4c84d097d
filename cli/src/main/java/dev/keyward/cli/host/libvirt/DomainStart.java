package dev.keyward.cli.host.libvirt;

import dev.keyward.KeywardException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.host.HostRun;
import dev.keyward.cli.vm.swtpm.VtpmKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.GuardedHost;
import dev.keyward.host.StartOrder;
import dev.keyward.host.StartedVm;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.host.libvirt.DomainRecords;
import dev.keyward.host.libvirt.DomainStatus;
import dev.keyward.host.libvirt.TpmState;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.domain.LibvirtDomain;
import dev.keyward.vm.sealing.SwtpmFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Gets a domain ready to start: policy and state are judged before a service is asked, the policy
 * once more on the file that was really opened; then libvirt gets the key, and last the record says
 * that the guest runs. If a step fails, libvirt has no key and the record is as before.
 */
final class DomainStart {

  private static final Duration REST = Duration.ofSeconds(2);

  private final Session session;
  private final HostRun run;
  private final DomainRecords records;
  private final boolean waits;

  /**
   * With the host at work.
   *
   * @param waits whether to ask again, for as long as the failover limit, while no service answers
   */
  DomainStart(Session session, HostRun run, boolean waits) {
    this.session = session;
    this.run = run;
    this.records = DomainRecords.of(run.folder());
    this.waits = waits;
  }

  /** Gives libvirt the key of the domain. */
  LibvirtAnswer.Prepared prepare(DomainRecord record, LibvirtDomain domain, DomainStatus next)
      throws KeywardException, IOException {
    DomainGate.require(record, domain);
    UUID secret = DomainGate.secret(domain);
    Optional<Thumbprint> state = TpmState.digest(record.tpmState());
    DomainRecord.Finding finding = record.judge(state);
    if (finding == DomainRecord.Finding.AFTER_CRASH) {
      new HostJournal(session)
          .warn(
              record.domain(),
              "this host did not see the guest end, and the state of its virtual TPM is not the"
                  + " recorded one: it starts on the state that is there");
    }
    StartedVm started;
    try (SecretOutput key = new SecretOutput(VtpmKey.MOST)) {
      started = release(record, domain, key);
      give(secret, key);
    }
    record(record, state, next, secret);
    SwtpmFolder.forgetFormer(record.tpmState());
    return LibvirtAnswer.Prepared.of(
        finding, started.side().code(), started.generation(), run.answer());
  }

  private StartedVm release(DomainRecord record, LibvirtDomain domain, SecretOutput key)
      throws KeywardException, IOException {
    GuardedHost host = run.host();
    StartOrder order =
        new StartOrder(
            record.file(),
            record.accepted().history(),
            opened -> {
              DomainGate.require(opened.file(), domain);
              copyKey(opened, key);
            });
    HostTiming timing = HostTiming.system();
    Duration limit =
        run.folder()
            .configuration()
            .filter(any -> waits)
            .map(HostConfiguration::failoverLimit)
            .orElse(Duration.ZERO);
    HostTiming.Deadline deadline = timing.in(limit);
    while (true) {
      try {
        return run.start(host, order);
      } catch (ServiceUnreachableException e) {
        if (deadline.isOver()) {
          throw e;
        }
        session.console().note(record.domain() + ": no service answers yet; asking again");
        timing.pause().rest(REST);
      }
    }
  }

  private static void copyKey(OpenedVm opened, SecretOutput key)
      throws KeywardException, IOException {
    key.close();
    opened.copy(DomainGate.vtpmKey(opened.file()), key);
  }

  private void give(UUID secret, SecretOutput key) throws IOException {
    byte[] value = key.copy();
    try {
      new Virsh(session).setSecret(secret, value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /** Without a record, a rollback after this guest would go unnoticed, so libvirt keeps no key. */
  private void record(
      DomainRecord record, Optional<Thumbprint> state, DomainStatus next, UUID secret)
      throws KeywardException, IOException {
    try {
      records.change(
          record.domain(), HostTiming.system(), before -> before.with(next, state, session.now()));
    } catch (KeywardException | IOException e) {
      new Virsh(session).forgetSecret(secret);
      throw e;
    }
  }
}
