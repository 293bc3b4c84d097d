package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * The name of a temporary file or folder. Closing this removes the file or folder, and so does a
 * signal that ends the process. If a process was killed, the next process that makes a temporary
 * file in the same folder removes what is left: a {@link RunLock} shows that its owner ended.
 */
public final class TemporaryPath implements AutoCloseable {

  private final RunLock run;
  private volatile Path path;
  private volatile boolean made;

  private TemporaryPath(RunLock run) {
    this.run = run;
    this.path = run.next();
  }

  /** A name in the folder of {@code target}. */
  public static TemporaryPath beside(Path target) throws IOException {
    return in(AtomicFiles.folderOf(target), AtomicFiles.TEMPORARY);
  }

  /**
   * A name in {@code folder}, which exists.
   *
   * @param prefix what the names of its kind begin with
   */
  public static TemporaryPath in(Path folder, String prefix) throws IOException {
    return new TemporaryPath(RunLock.join(folder, prefix));
  }

  /** The name of what was made. */
  public Path path() {
    return path;
  }

  /** Makes something that was not there. */
  @FunctionalInterface
  public interface Maker<T> {
    /** Throws {@link FileAlreadyExistsException} where something has the name. */
    T make(Path name) throws IOException;
  }

  /** Makes what has the name, once; takes the next name where somebody gave something this one. */
  public <T> T make(Maker<T> maker) throws IOException {
    while (true) {
      try {
        return Unfinished.begin(path, () -> made(maker));
      } catch (FileAlreadyExistsException e) {
        path = run.next();
      }
    }
  }

  private <T> T made(Maker<T> maker) throws IOException {
    T result = maker.make(path);
    made = true;
    return result;
  }

  /** Removes what was made and still has the name. */
  @Override
  public void close() throws IOException {
    try {
      if (made) {
        Unfinished.discard(path, () -> Trees.delete(path));
      }
    } finally {
      run.leave();
    }
  }
}
