package dev.keyward.file;

import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.OpenedStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is written in a stream and stands under its name only when it is whole. Until then it
 * is a temporary file beside it, which {@link #close} removes.
 */
public final class PendingFile implements AutoCloseable {

  private final Optional<AtomicOutput> file;
  private final OutputStream stream;

  /**
   * Begins to write. What takes output at once, such as a pipe, is written to as it comes.
   *
   * @param target the file's name
   * @param replace whether a file of that name may be replaced
   * @throws java.nio.file.FileAlreadyExistsException if it exists and {@code replace} is false, or
   *     if it is no file
   */
  public PendingFile(Path target, boolean replace) throws IOException {
    this.file =
        OpenedStream.takesOutput(target)
            ? Optional.empty()
            : Optional.of(new AtomicOutput(target, replace));
    this.stream =
        file.isPresent()
            ? file.get().stream()
            : new BufferedOutputStream(OpenedStream.output(target));
  }

  private PendingFile(OutputStream stream) {
    this.file = Optional.empty();
    this.stream = stream;
  }

  /** No file, but a stream that is open already. It is written to as it comes. */
  public static PendingFile through(OutputStream stream) {
    return new PendingFile(stream);
  }

  /** What is written. */
  public OutputStream stream() {
    return stream;
  }

  /** Syncs what was written and puts it in place in one step; once, and after it only close. */
  public void commit() throws IOException {
    stream.flush();
    if (file.isPresent()) {
      file.get().commit();
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    } else {
      stream.close();
    }
  }
}
