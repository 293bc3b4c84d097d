package dev.keyward.file;

import dev.keyward.KeywardException;
import dev.keyward.internal.io.folder.AtomicFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A new folder of secret files, its owner's only, that stands under its name only when it is whole.
 * Until then it is a temporary folder beside it, which goes with {@link #close} and when the
 * process is told to end. A process that is killed leaves that one behind, its owner's only, until
 * the next folder is begun in the same place.
 */
public final class PendingFolder implements AutoCloseable {

  private final AtomicFolder folder;

  /**
   * Begins to write.
   *
   * @param target the folder's name
   * @throws java.nio.file.FileAlreadyExistsException if something has that name
   */
  public PendingFolder(Path target) throws IOException {
    this.folder = new AtomicFolder(target);
  }

  /** What fills a file. */
  @FunctionalInterface
  public interface Filler {
    /** Writes all of the content. */
    void fill(OutputStream out) throws KeywardException, IOException;
  }

  /**
   * Writes a file of the folder and syncs it.
   *
   * @param name relative, with slashes between folders; the caller knows that it stays inside
   */
  public void file(String name, Filler filler) throws KeywardException, IOException {
    AtomicFolder.Filler<KeywardException> target = filler::fill;
    folder.file(name, target);
  }

  /** Puts the folder in place in one step; once, and after it only close. */
  public void commit() throws IOException {
    folder.commit();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
