package dev.keyward.internal.io.folder;

import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Unfinished;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A new folder, its owner's only, that stands under its name only when all of its files are whole.
 */
public final class AtomicFolder implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final ClaimedFolder temporary;

  /**
   * Begins a temporary folder beside {@code target}.
   *
   * @throws FileAlreadyExistsException if something has that name
   */
  public AtomicFolder(Path target) throws IOException {
    requireFree(target);
    this.target = target;
    try {
      this.temporary = ClaimedFolder.in(AtomicFiles.folderOf(target), AtomicFiles.TEMPORARY);
    } catch (FileSystemException e) {
      throw AtomicFiles.named(e, target);
    }
  }

  private static void requireFree(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  /** What fills a file. */
  @FunctionalInterface
  public interface Filler<E extends Exception> {
    /** Writes all of the content. */
    void fill(OutputStream out) throws E, IOException;
  }

  /** Writes a file of the folder, and syncs it; folders in its name are made. */
  public <E extends Exception> void file(String name, Filler<E> filler) throws E, IOException {
    Path file = temporary.content().resolve(name);
    try (FileChannel channel = Unfinished.step(() -> open(file))) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      filler.fill(out);
      out.flush();
      channel.force(true);
    }
    AtomicFiles.syncFolder(AtomicFiles.folderOf(file));
  }

  private static FileChannel open(Path file) throws IOException {
    OwnerOnly.createFolders(AtomicFiles.folderOf(file));
    return OwnerOnly.newFile(file);
  }

  /** Gives the folder its name, in one step. */
  public void commit() throws IOException {
    AtomicFiles.syncFolder(temporary.content());
    requireFree(target);
    AtomicFiles.rename(temporary.content(), target);
    AtomicFiles.syncFolder(AtomicFiles.folderOf(target));
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
