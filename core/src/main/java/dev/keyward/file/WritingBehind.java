package dev.keyward.file;

import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.FileGroup;
import dev.keyward.internal.io.Unfinished;
import dev.keyward.internal.io.folder.ClaimedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes files of one folder in groups: their contents on all cores, while two more threads write
 * and sync the groups that are made, because a thread that waits for the disk must not idle a core.
 * The caller bounds what is under way. What is not finished lies in a folder of its own beside the
 * files; it goes with this object, when the process is told to end, or with the next one here. Safe
 * for use by several threads.
 */
public final class WritingBehind implements AutoCloseable {

  private static final int WRITERS = 2;

  private final ClaimedFolder unfinished;
  private final Runnable lastWords;
  private final ExecutorService makers =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);

  /** For files in {@code folder}, which exists. Starts its threads, which end when it is closed. */
  public WritingBehind(Path folder) throws IOException {
    this(folder, () -> {});
  }

  /**
   * The same.
   *
   * @param lastWords runs when the process is told to end. From then on no group is put in place,
   *     and the future of each group that was is done.
   */
  public WritingBehind(Path folder, Runnable lastWords) throws IOException {
    this.unfinished = ClaimedFolder.openIn(folder, AtomicFiles.TEMPORARY);
    this.lastWords = lastWords;
    Unfinished.atEnd(lastWords);
  }

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
    CompletableFuture<R> result = new CompletableFuture<>();
    makers.execute(() -> guarded(result, () -> make(work, result)));
    return result;
  }

  private <R> void make(Callable<Group<R>> work, CompletableFuture<R> result) throws Exception {
    Group<R> group = work.call();
    writers.execute(() -> guarded(result, () -> write(group, result)));
  }

  private <R> void write(Group<R> group, CompletableFuture<R> result) throws IOException {
    FileGroup.create(
        group.contents(), unfinished.content(), failed -> result.complete(group.written(failed)));
  }

  /** A piece of work that may fail. */
  private interface Piece {
    void run() throws Exception;
  }

  private static void guarded(CompletableFuture<?> result, Piece piece) {
    try {
      piece.run();
    } catch (Exception | Error e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() throws IOException {
    makers.shutdownNow();
    writers.shutdownNow();
    Unfinished.notAtEnd(lastWords);
    unfinished.close();
  }
}
