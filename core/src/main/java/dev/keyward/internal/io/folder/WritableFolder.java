package dev.keyward.internal.io.folder;

import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.TemporaryPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Finds out whether files can be made in a folder, the only sure way: by making one. */
public final class WritableFolder {

  private WritableFolder() {}

  /**
   * Makes something in {@code folder}, or in the first folder above it that is there, and removes
   * it.
   *
   * @throws FileSystemException that names that folder
   */
  public static void require(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new NotDirectoryException(there.toString());
    }
    try (TemporaryPath probe = TemporaryPath.in(there, AtomicFiles.TEMPORARY)) {
      probe.make(Files::createDirectory);
    } catch (FileSystemException e) {
      throw AtomicFiles.named(e, there);
    }
  }
}
