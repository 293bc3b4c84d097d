package dev.keyward.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes files in groups: their contents on all cores, while two more threads write and sync the
 * groups that are made, since whoever waits for the disk must not idle a core. Who submits bounds
 * what is under way. Safe for use by several threads.
 */
public final class WritingBehind implements AutoCloseable {

  private static final int WRITERS = 2;

  private final ExecutorService makers =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);

  /** Starts its threads, which end when it is closed. */
  public WritingBehind() {}

  /**
   * Files to be written together, and what is to be told then.
   *
   * @param <R> what is told
   */
  public interface Group<R> {

    /** The files that are new, with their contents. */
    Map<Path, byte[]> contents();

    /** What came of it; {@code failed} are those that could not be written, and why. */
    R written(Map<Path, IOException> failed);
  }

  /** Makes a group, then writes it; what fails is the cause of the future's failure. */
  public <R> Future<R> submit(Callable<Group<R>> work) {
    return CompletableFuture.supplyAsync(() -> made(work), makers)
        .thenApplyAsync(group -> group.written(SafeFiles.createGroup(group.contents())), writers);
  }

  private static <R> Group<R> made(Callable<Group<R>> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    makers.shutdownNow();
    writers.shutdownNow();
  }
}
