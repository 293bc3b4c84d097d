package dev.keyward.internal.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Slow work that runs at the same time, each piece in a thread of its own. Never in the common
 * pool: that belongs to the program around Keyward, whose threads may all be waiting for this work.
 */
public final class AtOnce {

  private static final Executor OWN_THREAD = AtOnce::start;

  private AtOnce() {}

  /** Makes one result. */
  @FunctionalInterface
  public interface Work<A, B, E extends Exception> {

    /** The result for {@code item}. */
    B of(A item) throws E;
  }

  /**
   * The results in the order of {@code items}. Waits for all, also when one fails: the caller may
   * wipe what they used. Then throws the failure of the first that failed.
   */
  public static <A, B, E extends Exception> List<B> map(List<A> items, Work<A, B, E> work)
      throws E {
    List<CompletableFuture<B>> running = new ArrayList<>();
    for (A item : items) {
      running.add(CompletableFuture.supplyAsync(() -> wrapping(item, work), OWN_THREAD));
    }
    running.forEach(future -> future.exceptionally(failure -> null).join());
    List<B> results = new ArrayList<>();
    for (CompletableFuture<B> future : running) {
      try {
        results.add(future.join());
      } catch (CompletionException e) {
        throw AtOnce.<E>unwrap(e);
      }
    }
    return results;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "keyward-at-once");
    // A provider that never answers must not keep the program from ending.
    thread.setDaemon(true);
    thread.start();
  }

  private static <A, B, E extends Exception> B wrapping(A item, Work<A, B, E> work) {
    try {
      return work.of(item);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Only what {@code E} allows can be thrown by the work, besides unchecked exceptions. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E unwrap(CompletionException e) {
    Throwable cause = e.getCause();
    if (cause == null) {
      throw e;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return (E) cause;
  }
}
