package dev.keyward.file;

import dev.keyward.internal.io.AtomicOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A file that is written in a stream and stands under its name only when it is whole. Until then it
 * is a temporary file beside it, which {@link #close} removes.
 */
public final class PendingFile implements AutoCloseable {

  private final AtomicOutput output;

  /**
   * Begins to write.
   *
   * @param target the file's name
   * @param replace whether a file of that name may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if it exists and {@code replace} is false, or
   *     if it is no file
   */
  public PendingFile(Path target, boolean replace) throws IOException {
    this.output = new AtomicOutput(target, replace);
  }

  /** What is written. */
  public OutputStream stream() {
    return output.stream();
  }

  /** Syncs what was written and puts it in place in one step; once, and after it only close. */
  public void commit() throws IOException {
    output.commit();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
