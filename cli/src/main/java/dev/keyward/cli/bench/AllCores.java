package dev.keyward.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One step that several threads do at the same time, each for itself. */
final class AllCores implements Work {

  private final int threads;
  private final Step step;

  /** Does a little of the work. */
  interface Step {

    /** Returns how many operations it did. */
    long run() throws Exception;
  }

  private AllCores(int threads, Step step) {
    this.threads = threads;
    this.step = step;
  }

  /** One thread for each core. */
  static AllCores of(Step step) {
    return new AllCores(Runtime.getRuntime().availableProcessors(), step);
  }

  @Override
  public double perSecond(long nanos) {
    long start = System.nanoTime();
    return Work.rate(until(start + nanos), start);
  }

  private long until(long end) {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        counts.add(workers.submit(() -> one(end)));
      }
      long done = 0;
      for (Future<Long> count : counts) {
        done += count.get();
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("work that does not fail", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private long one(long end) throws Exception {
    long done = 0;
    while (System.nanoTime() < end) {
      done += step.run();
    }
    return done;
  }
}
