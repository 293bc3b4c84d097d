package dev.keyward.cli.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Other work whose results are files: how often it could be done if nobody ever waited for the
 * disk, and each file took only the least processor time in which the system created, synced and
 * renamed one.
 */
final class SyncedFiles implements Work {

  private static final int SHARE = 3;

  private final Work work;
  private final Path folder;
  private final byte[] content;
  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private int written;

  /** The least processor time that a file took until now, in seconds. */
  private double least = Double.MAX_VALUE;

  /**
   * Writes files beside {@code work}.
   *
   * @param folder for the files
   * @param content of each
   */
  SyncedFiles(Work work, Path folder, byte[] content) {
    this.work = work;
    this.folder = folder;
    this.content = content;
  }

  @Override
  public double perSecond(long nanos) throws KeywardException, IOException {
    double alone = work.perSecond(nanos - nanos / SHARE);
    writeFiles(nanos / SHARE);
    return 1 / (1 / alone + least / cores());
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The cheapest group counts: a disk that has other things to do costs more at times. */
  private void writeFiles(long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    do {
      long processor = clock.getCurrentThreadCpuTime();
      writeGroup();
      processor = clock.getCurrentThreadCpuTime() - processor;
      least = Math.min(least, (double) processor / FileBatch.GROUP / TimeUnit.SECONDS.toNanos(1));
    } while (System.nanoTime() < end);
  }

  /** All are written before the first is synced, which is the cheapest way. */
  private void writeGroup() throws IOException {
    List<FileChannel> channels = new ArrayList<>();
    int first = written;
    try {
      for (int i = 0; i < FileBatch.GROUP; i++) {
        FileChannel channel = FileChannel.open(named(written++, ".tmp"), CREATE_NEW, WRITE);
        channels.add(channel);
        channel.write(ByteBuffer.wrap(content));
      }
      for (FileChannel channel : channels) {
        channel.force(true);
      }
    } finally {
      for (FileChannel channel : channels) {
        channel.close();
      }
    }
    for (int i = first; i < written; i++) {
      Files.move(named(i, ".tmp"), named(i, ".xml"), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path named(int number, String ending) {
    return folder.resolve(number + ending);
  }
}
