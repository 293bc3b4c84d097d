package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders of tests are in memory where Linux has room there, unless {@code
 * java.io.tmpdir} names another place than the usual one. Tests make and remove hundreds of
 * thousands of small files, and on a disk that takes a third of their time.
 */
public final class MemoryFolder implements TempDirFactory {

  private static final Path USUAL = Path.of("/tmp");
  private static final Path MEMORY = Path.of("/dev/shm");

  /** What many tests at once never need; containers often have 64 MiB. */
  private static final long ROOM = 4L << 30;

  private static final Path PLACE = place(Path.of(System.getProperty("java.io.tmpdir")));

  private static Path place(Path named) {
    try {
      boolean isMemory =
          named.equals(USUAL)
              && Files.isWritable(MEMORY)
              && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
      return isMemory ? MEMORY : named;
    } catch (IOException e) {
      return named;
    }
  }

  /** A new folder with that beginning of its name. */
  public static Path create(String prefix) throws IOException {
    return Files.createTempDirectory(PLACE, prefix);
  }

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return create("junit-");
  }
}
