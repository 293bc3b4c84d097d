package dev.keyward.file;

import dev.keyward.internal.io.folder.ClaimedFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder among the system's temporary files that only its owner may enter. It goes with all that
 * is in it when it is closed and when the process is told to end; that of a process that was killed
 * goes when the next one of its kind is made.
 */
public final class TemporaryFolder implements AutoCloseable {

  private final ClaimedFolder folder;

  /** A new one whose name begins so. */
  public TemporaryFolder(String prefix) throws IOException {
    this.folder = ClaimedFolder.in(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  /** The same in another folder than that of the system's temporary files. */
  public TemporaryFolder(Path parent, String prefix) throws IOException {
    this.folder = ClaimedFolder.in(parent, prefix);
  }

  /** Where it is. */
  public Path path() {
    return folder.content();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
