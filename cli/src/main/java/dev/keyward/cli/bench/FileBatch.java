package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.file.WritingBehind;
import dev.keyward.protector.KeyProtector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Protectors made as files, as a batch does it. Measured is the middle of a batch: from the first
 * group that is written on, and without those that are still under way at the end.
 */
final class FileBatch implements Work {

  /** How many files are written together. */
  static final int GROUP = 64;

  private static final int GROUPS = 2 * Runtime.getRuntime().availableProcessors() + 4;

  private final Materials materials;
  private final Path folder;
  private final AtomicInteger made = new AtomicInteger();

  FileBatch(Materials materials, Path folder) {
    this.materials = materials;
    this.folder = folder;
  }

  @Override
  public double perSecond(long nanos) throws IOException {
    Deque<Future<Integer>> underWay = new ArrayDeque<>();
    try (WritingBehind writing = new WritingBehind(folder)) {
      for (int i = 0; i < GROUPS; i++) {
        underWay.add(writing.submit(this::group));
      }
      finished(underWay.remove());
      long start = System.nanoTime();
      long done = 0;
      do {
        underWay.add(writing.submit(this::group));
        done += finished(underWay.remove());
      } while (System.nanoTime() < start + nanos);
      double rate = Work.rate(done, start);
      while (!underWay.isEmpty()) {
        finished(underWay.remove());
      }
      return rate;
    }
  }

  private WritingBehind.Group<Integer> group() throws KeywardException {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (int i = 0; i < GROUP; i++) {
      KeyProtector protector =
          materials.author.create(materials.owner.signing(), materials.guardians);
      contents.put(folder.resolve(made.incrementAndGet() + ".xml"), protector.encode());
    }
    return new Made(contents);
  }

  private record Made(Map<Path, byte[]> contents) implements WritingBehind.Group<Integer> {

    @Override
    public Integer written(Map<Path, IOException> failed) {
      return contents.size() - failed.size();
    }
  }

  private static int finished(Future<Integer> group) throws IOException {
    try {
      return group.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("a group could not be written", e.getCause());
    }
  }
}
