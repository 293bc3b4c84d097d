package dev.keyward.cli.base.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Folders that Keyward keeps for itself, in which no result of a command replaces a file. */
public final class OwnFolders {

  /** How deep a file can be: {@code STORE/guardians/NAME/GENERATION/private/KEY/FILE}. */
  private static final int DEPTH = 6;

  private OwnFolders() {}

  /**
   * The store, service or host folder that holds the path, or is the path. Empty if the files there
   * show no such folder.
   *
   * @param store the store of this command; it counts even if it is empty
   */
  public static Optional<Path> holding(Path path, Optional<Path> store) throws IOException {
    Path real = real(path);
    if (store.isPresent()
        && Files.isDirectory(store.get())
        && real.startsWith(store.get().toRealPath())) {
      return store;
    }
    Optional<Path> folder = Optional.of(real);
    for (int up = 0; up <= DEPTH && folder.isPresent(); up++) {
      if (isOwn(folder.get())) {
        return folder;
      }
      folder = Optional.ofNullable(folder.get().getParent());
    }
    return Optional.empty();
  }

  private static boolean isOwn(Path folder) throws IOException {
    return StoreFiles.isUsed(folder) || isService(folder) || isHost(folder);
  }

  private static boolean isService(Path folder) {
    return Files.isRegularFile(folder.resolve("service/current"));
  }

  private static boolean isHost(Path folder) {
    return Files.isRegularFile(folder.resolve("host-key.pem"))
        && Files.isRegularFile(folder.resolve("private/host-key.pem"));
  }

  /** Links on the way are followed; what does not exist yet keeps its name. */
  static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      try {
        return absolute.toRealPath();
      } catch (NoSuchFileException e) {
        // A pipe that a shell hands over as /dev/fd/63 leads to no place in a folder.
        return absolute;
      }
    }
    Path above = absolute.getParent();
    return above != null && Files.isDirectory(above)
        ? above.toRealPath().resolve(absolute.getFileName())
        : absolute;
  }
}
