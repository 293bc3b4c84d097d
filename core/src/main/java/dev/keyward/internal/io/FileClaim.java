package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of {@code StoreLock} for those who do not want to wait without end: it is there at once
 * or not at all. The operating system frees it when a process is killed.
 */
public final class FileClaim implements AutoCloseable {

  private static final Set<OpenOption> MADE = Set.of(CREATE, WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> THERE = Set.of(WRITE, LinkOption.NOFOLLOW_LINKS);

  // Closing any channel of a file frees the locks of the whole process: nobody here opens it twice.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FileClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock of {@code folder}, which must exist, if nobody has it. */
  public static Optional<FileClaim> ofFolder(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve("lock");
    KeptFile.requireLock(file);
    return of(file, MADE, OwnerOnly.file(file));
  }

  /**
   * Takes the lock that is {@code file}, which must be there, if nobody has it.
   *
   * @param file always under the same name, with no link in it
   */
  static Optional<FileClaim> ofExisting(Path file) throws IOException {
    return of(file, THERE);
  }

  private static Optional<FileClaim> of(
      Path file, Set<OpenOption> how, FileAttribute<?>... attributes) throws IOException {
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    Optional<FileClaim> claim = Optional.empty();
    try {
      claim = locked(file, how, attributes);
      return claim;
    } finally {
      if (claim.isEmpty()) {
        HELD.remove(file);
      }
    }
  }

  private static Optional<FileClaim> locked(
      Path file, Set<OpenOption> how, FileAttribute<?>... attributes) throws IOException {
    FileChannel channel = Patience.SYSTEM.run(() -> FileChannel.open(file, how, attributes));
    boolean claimed = false;
    try {
      FileLock lock = channel.tryLock();
      claimed = lock != null;
      return claimed ? Optional.of(new FileClaim(file, channel)) : Optional.empty();
    } finally {
      if (!claimed) {
        channel.close();
      }
    }
  }

  /** Frees the lock; the file stays. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
