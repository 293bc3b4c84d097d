package dev.keyward.internal.io.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer at a time, among threads and among processes. The operating system frees the lock of a
 * killed process, so that nothing has to be removed by hand.
 */
public final class StoreLock implements AutoCloseable {

  // A file lock belongs to the whole process: threads need one of their own.
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;

  private StoreLock(ReentrantLock threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /** Waits for the lock; {@code folder} must exist, the file {@code lock} in it is made. */
  public static StoreLock acquire(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve("lock");
    ReentrantLock threads = THREADS.computeIfAbsent(file, path -> new ReentrantLock());
    threads.lock();
    try {
      return lock(threads, Patience.SYSTEM.run(() -> open(file)));
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    KeptFile.requireLock(file);
    return FileChannel.open(
        file, Set.of(CREATE, WRITE, LinkOption.NOFOLLOW_LINKS), OwnerOnly.file(file));
  }

  private static StoreLock lock(ReentrantLock threads, FileChannel channel) throws IOException {
    try {
      channel.lock();
      return new StoreLock(threads, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Frees the lock; the file stays, because removing it would let two writers in. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      threads.unlock();
    }
  }
}
