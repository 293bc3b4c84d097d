package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.file.PendingFile;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.VmDraft;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmIdentity;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Shields the machines of the demonstration: a protector file and a VM file for each. */
final class DemoMachines {

  private static final int VTPM_SIZE = 4096;

  private final Path folder;
  private final Tools tools;

  DemoMachines(Path folder, Tools tools) {
    this.folder = folder;
    this.tools = tools;
  }

  /** What is shielded. */
  record Machine(String name, VmPolicy policy, List<PartSource> parts) {}

  /** A machine of that name, with random bytes for the state of its virtual TPM. */
  void shield(String name, SigningKey owner, List<TrustedGuardian> guardians)
      throws KeywardException, IOException {
    byte[] state = new byte[VTPM_SIZE];
    tools.random().nextBytes(state);
    PartSource part = PartSource.of(PartName.VTPM_STATE, state);
    shield(new Machine(name, VmPolicy.SHIELDED, List.of(part)), owner, guardians);
  }

  /** A machine with these parts. */
  void shield(Machine machine, SigningKey owner, List<TrustedGuardian> guardians)
      throws KeywardException, IOException {
    String name = machine.name();
    byte[] id = new byte[16];
    tools.random().nextBytes(id);
    VmIdentity identity = new VmIdentity(UUID.nameUUIDFromBytes(id), name);
    Addressees addressees = Addressees.of(owner.guardian(), guardians);
    VmHeader header = VmHeader.of(identity, machine.policy(), addressees);
    try (TransportKey key = TransportKey.create(tools.random());
        PendingFile file = new PendingFile(vm(name), false)) {
      KeyProtector protector = new ProtectorAuthor(tools).create(owner, guardians, key);
      byte[] framed = ProtectorEncoding.FRAMED.encode(protector.encode());
      SafeFiles.write(protector(name), framed, false, false);
      VmDraft draft =
          new VmDraft(header, owner, new ProtectorVerifier(tools.engine()).verify(protector), key);
      new VmAuthor(tools.engine(), tools.random()).shield(draft, machine.parts(), file.stream());
      file.commit();
    }
  }

  /** Where its file is. */
  Path vm(String name) {
    return folder.resolve(name + ".svm");
  }

  /** Where its protector lies by itself. */
  Path protector(String name) {
    return folder.resolve(name + ".kp");
  }
}
