package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** A disk with one file that cannot be read, or without room for new files. Test-only. */
final class FaultyDisk extends WatchedDisk {

  private final Optional<Path> unreadable;

  private FaultyDisk(Path folder, Optional<Path> unreadable) {
    super(folder.getFileSystem());
    this.unreadable = unreadable;
  }

  static FaultyDisk full(Path folder) {
    return new FaultyDisk(folder, Optional.empty());
  }

  static FaultyDisk unreadable(Path folder, Path file) {
    return new FaultyDisk(folder, Optional.of(file));
  }

  @Override
  void changing(Change change, Path path) throws IOException {
    if (unreadable.isEmpty() && change == Change.MAKE) {
      throw new FileSystemException(path.toString(), null, "No space left on device");
    }
  }

  @Override
  void reading(Path path) throws IOException {
    if (unreadable.isPresent() && plain(path).endsWith(unreadable.get())) {
      throw new AccessDeniedException(path.toString());
    }
  }
}
