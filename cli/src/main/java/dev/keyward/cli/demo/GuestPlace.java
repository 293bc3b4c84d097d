package dev.keyward.cli.demo;

import dev.keyward.cli.vm.swtpm.SwtpmPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a guest lies: its shielded VM, its disk, and the state of its virtual TPM.
 *
 * @param owner a disk with the owner's key, for the first boot
 */
record GuestPlace(Path folder, Optional<Path> owner) {

  private static final String VM = "guest.svm";

  Path vm() {
    return folder.resolve(VM);
  }

  Path disk() {
    return folder.resolve("disk.img");
  }

  /** The folder of swtpm, whose state is encrypted. */
  Path tpm() {
    return folder.resolve("tpm");
  }

  /** All three, copied into a new folder. */
  GuestPlace copyTo(Path other) throws IOException {
    GuestPlace copy = new GuestPlace(Files.createDirectory(other), Optional.empty());
    Files.copy(vm(), copy.vm());
    Files.copy(disk(), copy.disk());
    Files.createDirectory(copy.tpm());
    Files.copy(tpm().resolve(SwtpmPrograms.STATE), copy.tpm().resolve(SwtpmPrograms.STATE));
    return copy;
  }
}
