package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.vm.ShieldedVm;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a host kept of a machine before owners told machines apart: a folder named by the id alone.
 * Its last known good file says whose it is.
 */
final class FormerRecord {

  private final Path folder;
  private final MachineKey key;
  private final RsaEngine engine;

  FormerRecord(Path machines, MachineKey key, RsaEngine engine) {
    this.folder = machines.resolve(key.id().toString());
    this.key = key;
    this.engine = engine;
  }

  /** Moves it to {@code present}, if it is of this machine and nothing is there yet. */
  void moveTo(Path present) throws IOException {
    if (Files.exists(present) || !machine().filter(key::equals).isPresent()) {
      return;
    }
    try {
      AtomicFiles.rename(folder, present);
    } catch (NoSuchFileException | FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another start of the machine was first.
    }
  }

  /** Its folder, where it does not say whose it is: then it counts for every owner. */
  Optional<Path> ofNobody() throws IOException {
    return Files.isDirectory(folder) && machine().isEmpty()
        ? Optional.of(folder)
        : Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /** Whose it is; empty where it does not say so. */
  Optional<MachineKey> machine() throws IOException {
    try (ShieldedVm vm = ShieldedVm.open(folder.resolve(MachineFolder.LAST_KNOWN_GOOD), engine)) {
      return Optional.of(MachineKey.of(vm));
    } catch (NoSuchFileException | KeywardException e) {
      return Optional.empty();
    }
  }
}
