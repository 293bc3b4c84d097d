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

  /** One thread, for steps that come after each other. */
  static AllCores alone(Step step) {
    return new AllCores(1, step);
  }

  @Override
  public double perSecond(long nanos) {
    long end = System.nanoTime() + nanos;
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        rates.add(workers.submit(() -> one(end)));
      }
      double together = 0;
      for (Future<Double> rate : rates) {
        together += rate.get();
      }
      return together;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("work that does not fail", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /**
   * Each thread by its own clock: what one idles at the end is not counted. Each does one step at
   * least, since on a busy machine a thread may begin when its turn is over.
   */
  private double one(long end) throws Exception {
    long start = System.nanoTime();
    long done = 0;
    do {
      done += step.run();
    } while (System.nanoTime() < end);
    return Work.rate(done, start);
  }
}
