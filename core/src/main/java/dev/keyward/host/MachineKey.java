package dev.keyward.host;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.ShieldedVm;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Which machine a host means: the id alone is anybody's to choose, so the owner tells machines
 * apart that claim the same one.
 *
 * @param id the machine's
 * @param owner the SHA-256 of the owner's signing key, which stays when its certificate is renewed
 */
record MachineKey(UUID id, Thumbprint owner) {

  /** The machine of an open file, whose protector is verified. */
  static MachineKey of(ShieldedVm vm) {
    return new MachineKey(vm.header().vm().id(), vm.protector().owner().signing().keyThumbprint());
  }

  /** The machine whose folder that is; empty where its name is not of the form. */
  static Optional<MachineKey> find(Path folder) {
    String name = String.valueOf(folder.getFileName());
    int owner = name.length() - 2 * Thumbprint.SIZE;
    if (owner < 1 || name.charAt(owner - 1) != '-') {
      return Optional.empty();
    }
    try {
      UUID id = UUID.fromString(name.substring(0, owner - 1));
      return Thumbprint.find(name.substring(owner)).map(print -> new MachineKey(id, print));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the owner sealed the file, rather than a service that rolled it. */
  static boolean isSealedByOwner(ShieldedVm vm) {
    GuardianCertificate owner = vm.protector().owner().signing();
    return vm.protector().sealer().signing().sameKeyAs(owner);
  }

  /** The name of its folder. */
  @Override
  public String toString() {
    return id + "-" + owner;
  }
}
