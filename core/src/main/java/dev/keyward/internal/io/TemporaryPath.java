package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The name of a temporary file or folder. Closing this removes the file or folder, and so does a
 * signal that ends the process. If a process was killed, the next process that makes a temporary
 * file in the same folder removes what is left: a {@link RunLock} shows that its owner ended.
 */
public final class TemporaryPath implements AutoCloseable {

  private final RunLock run;
  private final Path path;
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

  /** The name; nothing had it before. */
  public Path path() {
    return path;
  }

  /** Makes what has the name. */
  public <T> T make(Unfinished.Step<T> make) throws IOException {
    return Unfinished.begin(
        path,
        () -> {
          T result = make.take();
          made = true;
          return result;
        });
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
