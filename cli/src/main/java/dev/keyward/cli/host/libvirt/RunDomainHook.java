package dev.keyward.cli.host.libvirt;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.host.HostRun;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.host.libvirt.DomainRecords;
import dev.keyward.host.libvirt.DomainStatus;
import dev.keyward.host.libvirt.TpmState;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmDescription;
import dev.keyward.vm.domain.LibvirtDomain;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code host libvirt hook}: what libvirt runs before, during and after a guest. */
public final class RunDomainHook implements Command {

  private static final OptionSpec WAIT =
      OptionSpec.flag("wait", "ask again for as long as the failover limit if no service answers");

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt hook",
        "DIR DOMAIN OPERATION SUBOPERATION EXTRA",
        "check a domain and give libvirt its key; libvirt's hook runs this with the domain's XML",
        List.of(WAIT),
        "Any exit code but 0 ends the start, and libvirt shows the error. \"prepare begin\" checks"
            + " the domain against the policy, compares the state of the virtual TPM with the"
            + " recorded one, has the key released, and gives it to libvirt as an ephemeral private"
            + " secret. \"start begin\" checks the domain against the policy once more, since"
            + " libvirt has chosen its devices by then. \"release end\" removes the secret and"
            + " records the state. \"restore begin\" and \"migrate begin\" are refused for the"
            + " policy shielded. The hook does nothing for any other operation, and for a domain"
            + " that was not added. Warnings also go to the journal and to libvirt's log of the"
            + " domain. "
            + LibvirtNotes.LIMITS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String folder = arguments.exactly(5).operand(0);
    String domain = arguments.operand(1);
    HostRun host = new HostRun(session, folder, arguments.operandPath(0));
    DomainRecords records = DomainRecords.of(host.folder());
    Optional<DomainRecord> record = records.find(domain);
    String operation = arguments.operand(2) + " " + arguments.operand(3);
    Done done = Done.of("passed");
    if (record.isPresent()) {
      Step step = new Step(session, records, record.get());
      try {
        done = step.run(operation, new DomainStart(session, host, arguments.has(WAIT.name())));
      } catch (KeywardException e) {
        new HostJournal(session).fail(domain, e.fault().message());
        throw e;
      } catch (IOException e) {
        new HostJournal(session).fail(domain, String.valueOf(e.getMessage()));
        throw e;
      }
    }
    if (session.console().json()) {
      session
          .console()
          .json(
              "host-libvirt-hook",
              new LibvirtAnswer.Hooked(folder, domain, operation, done.result, done.prepared));
    }
    return ExitCode.DONE;
  }

  /** What came of a call. */
  private record Done(String result, Optional<LibvirtAnswer.Prepared> prepared) {

    static Done of(String result) {
      return new Done(result, Optional.empty());
    }
  }

  /** One call for a domain of this host. */
  private record Step(Session session, DomainRecords records, DomainRecord record) {

    private LibvirtDomain domain() throws KeywardException, IOException {
      byte[] xml = SafeFiles.readAtMost(session.console().stdin(), VmDescription.MAX_SIZE, "");
      return LibvirtDomain.parse(xml);
    }

    Done run(String operation, DomainStart start) throws KeywardException, IOException {
      return switch (operation) {
        case "prepare begin" -> prepare(start);
        case "start begin" -> check();
        case "release end" -> release();
        case "restore begin", "migrate begin" -> requireNotShielded(operation.split(" ")[0]);
        default -> Done.of("passed");
      };
    }

    /** A domain that {@code host libvirt start} prepared has its key already. */
    private Done prepare(DomainStart start) throws KeywardException, IOException {
      if (record.status() == DomainStatus.PREPARED) {
        DomainGate.require(record, domain());
        record.judge(TpmState.digest(record.tpmState()));
        change(DomainStatus.RUNS);
        return Done.of("prepared");
      }
      return new Done("released", Optional.of(start.prepare(record, domain(), DomainStatus.RUNS)));
    }

    private Done check() throws KeywardException, IOException {
      DomainGate.require(record, domain());
      return Done.of("allowed");
    }

    /**
     * After a start that was refused nothing is recorded: the state that is there may be the one
     * that was refused.
     */
    private Done release() throws KeywardException, IOException {
      LibvirtDomain domain = domain();
      if (domain.vtpmSecret().isPresent()) {
        new Virsh(session).forgetSecret(DomainGate.secret(domain));
      }
      if (record.status() == DomainStatus.STOPPED) {
        return Done.of("passed");
      }
      change(DomainStatus.STOPPED);
      return Done.of("recorded");
    }

    private void change(DomainStatus next) throws KeywardException, IOException {
      records.mark(record, next, HostTiming.system(), session.now());
    }

    /** Both start a guest from its memory, which lies or travels in the clear. */
    private Done requireNotShielded(String operation) throws KeywardException, IOException {
      try (ShieldedVm vm = ShieldedVm.open(record.file(), RsaEngine.jdk())) {
        if (vm.header().policy() == VmPolicy.SHIELDED) {
          throw new VerificationFailedException(
              Fault.of(
                  "domain-refused",
                  record.domain(),
                  operation + " of a guest's memory, which is not encrypted",
                  "a start; the policy shielded refuses it"));
        }
      }
      return Done.of("passed");
    }
  }
}
