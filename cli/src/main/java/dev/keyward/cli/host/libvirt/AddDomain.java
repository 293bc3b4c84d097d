package dev.keyward.cli.host.libvirt;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.vm.swtpm.SwtpmPrograms;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.host.libvirt.AcceptedOnce;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.host.libvirt.DomainStatus;
import dev.keyward.host.libvirt.TpmState;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.domain.LibvirtDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** {@code host libvirt add}: the hook starts a domain as a shielded VM from now on. */
public final class AddDomain implements Command {

  private static final OptionSpec STATE =
      OptionSpec.value("swtpm-state", "DIR", "swtpm's folder (/var/lib/libvirt/swtpm/UUID/tpm2)");

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt add",
        "DIR DOMAIN FILE",
        "have libvirt's hook start a domain as the shielded VM in a file",
        List.of(STATE),
        "DOMAIN is its name in libvirt. FILE must have the same UUID and the part vtpm-key, and its"
            + " policy must allow the domain: vm check FILE --domain says whether it does. The"
            + " command records the digest of the encrypted state of the virtual TPM, if the state"
            + " exists already. Each start compares it. "
            + LibvirtNotes.LIMITS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(3).operand(1);
    DomainInput input = new DomainInput(arguments, session);
    input.folder().configuration();
    Path file = arguments.operandPath(2).toAbsolutePath().normalize();
    UUID id = check(file, arguments.operand(2), new Virsh(session).definition(name));
    Path state =
        arguments
            .path(STATE.name())
            .orElse(Path.of("/var/lib/libvirt/swtpm", id.toString(), "tpm2"))
            .toAbsolutePath()
            .normalize()
            .resolve(SwtpmPrograms.STATE);
    DomainRecord record =
        new DomainRecord(
            name,
            id,
            file,
            state,
            DomainStatus.STOPPED,
            TpmState.digest(state),
            session.now(),
            AcceptedOnce.NOTHING);
    input.records().add(record);
    input.show("add", "added", record);
    return ExitCode.DONE;
  }

  private static UUID check(Path file, String named, LibvirtDomain domain)
      throws KeywardException, IOException {
    try (ShieldedVm vm = ShieldedVm.open(file, RsaEngine.jdk())) {
      DomainGate.require(vm, domain);
      return vm.header().vm().id();
    } catch (KeywardException e) {
      throw e.within(named);
    }
  }
}
