package dev.keyward.cli.host.libvirt;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.host.HostRun;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.host.libvirt.DomainRecords;
import dev.keyward.host.libvirt.DomainStatus;
import dev.keyward.vm.domain.LibvirtDomain;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code host libvirt start}: gives libvirt the key first, and then has it start the domain. */
public final class StartDomain implements Command {

  private static final OptionSpec HOST =
      OptionSpec.value("host", "DIR", "the folder of the host (that of the hook)");

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt start",
        "DOMAIN",
        "give libvirt the key of a domain, and start the domain",
        List.of(HOST, InstallHook.HOOKS),
        "For a libvirt whose hooks cannot call back into libvirt, or without the hook. The checks"
            + " are those of the hook. Without the hook nobody records the end of the guest, so"
            + " every later start warns about a changed state. "
            + LibvirtNotes.LIMITS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    Path folder = folder(arguments);
    HostRun host = new HostRun(session, folder.toString(), folder);
    DomainRecords records = DomainRecords.of(host.folder());
    DomainRecord record = records.require(name);
    Virsh virsh = new Virsh(session);
    if (virsh.isActive(name)) {
      throw new FileSystemException(name, null, "the domain is running already");
    }
    LibvirtDomain domain = virsh.definition(name);
    LibvirtAnswer.Prepared prepared =
        new DomainStart(session, host, false).prepare(record, domain, DomainStatus.PREPARED);
    try {
      virsh.start(name);
    } catch (IOException e) {
      virsh.forgetSecret(DomainGate.secret(domain));
      records.mark(record, DomainStatus.STOPPED, HostTiming.system(), session.now());
      throw e;
    }
    if (records.require(name).status() == DomainStatus.PREPARED) {
      records.mark(record, DomainStatus.RUNS, HostTiming.system(), session.now());
    }
    if (session.console().json()) {
      session
          .console()
          .json("host-libvirt-start", new LibvirtAnswer.Started(folder.toString(), name, prepared));
    } else {
      session.console().line(name + ": started, generation " + prepared.generation());
    }
    return ExitCode.DONE;
  }

  private static Path folder(Arguments arguments)
      throws KeywardException, IOException, UsageException {
    Optional<Path> named = arguments.path(HOST.name());
    if (named.isPresent()) {
      return named.get();
    }
    Path hook = InstallHook.hook(arguments);
    return InstallHook.script(hook)
        .flatMap(HookScript::hostOf)
        .orElseThrow(
            () ->
                new UsageException(
                    "no hook of Keyward is at " + hook,
                    "--host DIR names the folder of the host; host libvirt install DIR writes the"
                        + " hook"));
  }
}
