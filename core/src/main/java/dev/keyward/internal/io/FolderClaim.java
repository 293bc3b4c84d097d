package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of {@link StoreLock} for those who do not want to wait without end: it is there at once
 * or not at all. The operating system frees it when a process is killed.
 */
public final class FolderClaim implements AutoCloseable {

  // Closing any channel of a file frees the locks of the whole process: nobody here opens it twice.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock, if nobody has it; {@code folder} must exist. */
  public static Optional<FolderClaim> tryOf(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve("lock");
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    boolean claimed = false;
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, Set.of(CREATE, WRITE), OwnerOnly.file(file));
      FileLock lock = channel.tryLock();
      claimed = lock != null;
      return claimed ? Optional.of(new FolderClaim(file, channel)) : Optional.empty();
    } finally {
      if (!claimed) {
        release(file, channel);
      }
    }
  }

  private static void release(Path file, FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      HELD.remove(file);
    }
  }

  /** Frees the lock; the file stays. */
  @Override
  public void close() throws IOException {
    release(file, channel);
  }
}
