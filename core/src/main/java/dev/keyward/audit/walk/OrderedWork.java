package dev.keyward.audit.walk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work for all cores whose results are taken in the order in which it was given, by the thread that
 * gives it. What waits is bounded: who gives too fast takes results first.
 */
final class OrderedWork<R> implements AutoCloseable {

  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(cores);
  private final Deque<Future<R>> underWay = new ArrayDeque<>();
  private final Taker<R> taker;

  /** Takes one result. */
  interface Taker<R> {
    void take(R result) throws IOException;
  }

  OrderedWork(Taker<R> taker) {
    this.taker = taker;
  }

  void give(Callable<R> work) throws IOException {
    if (underWay.size() >= 2 * cores + 2) {
      takeOldest();
    }
    underWay.add(workers.submit(work));
  }

  /** Takes all results there will be. */
  void drain() throws IOException {
    while (!underWay.isEmpty()) {
      takeOldest();
    }
  }

  private void takeOldest() throws IOException {
    try {
      taker.take(underWay.remove().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("work that throws only on a mistake", e.getCause());
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
