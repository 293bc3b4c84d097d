package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * Tells by a file's time of change whether somebody wrote it while it was read. Two writes within
 * one tick of the system's clock have one time, so a file that was written just now is first left
 * alone for longer than a tick.
 */
public final class WriteWatch {

  /** No system's clock for files ticks more slowly. */
  private static final Duration TICK = Duration.ofMillis(20);

  private final Path file;
  private final FileTime before;
  private final boolean busy;

  private WriteWatch(Path file, FileTime before) {
    this.file = file;
    this.before = before;
    this.busy = isFresh(before);
  }

  /** Begins to watch, before the first byte is read. */
  public static WriteWatch begin(Path file) throws IOException {
    WriteWatch watch = new WriteWatch(file, Files.getLastModifiedTime(file));
    if (!watch.busy) {
      return watch;
    }
    Rest.SLEEP.take(TICK);
    return new WriteWatch(file, Files.getLastModifiedTime(file));
  }

  /** Times of files are the system's. One that is not yet reached is another clock's. */
  private static boolean isFresh(FileTime time) {
    long age = System.currentTimeMillis() - time.toMillis();
    return age >= 0 && age <= TICK.toMillis();
  }

  /** Whether nobody wrote it since then, as far as that time tells. */
  public boolean isQuiet() throws IOException {
    return !busy && Files.getLastModifiedTime(file).equals(before);
  }
}
