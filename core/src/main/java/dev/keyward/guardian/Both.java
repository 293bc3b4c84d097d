package dev.keyward.guardian;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Two results that were computed at the same time. */
record Both<A, B>(A first, B second) {

  /** What gives one of the two. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Runs both and waits for both, also when one fails: the caller may wipe what they used. */
  static <A, B, E extends Exception> Both<A, B> of(Work<A, E> first, Work<B, E> second) throws E {
    CompletableFuture<B> other = CompletableFuture.supplyAsync(() -> wrapping(second));
    A mine;
    try {
      mine = first.run();
    } finally {
      other.exceptionally(failure -> null).join();
    }
    try {
      return new Both<>(mine, other.join());
    } catch (CompletionException e) {
      throw Both.<E>unwrap(e);
    }
  }

  private static <T, E extends Exception> T wrapping(Work<T, E> work) {
    try {
      return work.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Only what {@code E} allows can be thrown by the work, besides unchecked exceptions. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E unwrap(CompletionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException cause) {
      throw cause;
    }
    return (E) e.getCause();
  }
}
