package dev.keyward.cli.serve;

import dev.keyward.hgs.HgsPaths;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Asks for the same release again and again, on several connections at once. */
public final class LoadRun {

  private static final int OK = 200;
  private static final double NANOS_OF_A_SECOND = 1e9;
  private static final double NANOS_OF_A_MILLISECOND = 1e6;

  private final byte[] request;
  private final Plan plan;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Integer> errors = new ConcurrentHashMap<>();
  private final long[] nanos;
  private long end;

  /**
   * The bounds of a run.
   *
   * @param url of the service
   * @param requests the most requests
   * @param connections requests at the same time
   * @param limit the longest time
   * @param isRelease whether the body of an answer is what was asked for
   */
  public record Plan(
      URI url, int requests, int connections, Duration limit, Predicate<byte[]> isRelease) {}

  /**
   * What came of it.
   *
   * @param nanos of each request, sorted
   * @param errors how many of each kind
   */
  public record Result(long[] nanos, Duration took, Map<String, Integer> errors) {

    /** Requests a second. */
    public double perSecond() {
      return nanos.length * NANOS_OF_A_SECOND / Math.max(1, took.toNanos());
    }

    /** The milliseconds that this share of the requests took at most. */
    public double milliseconds(double share) {
      int index = (int) Math.ceil(share * nanos.length) - 1;
      return nanos.length == 0 ? 0 : nanos[Math.max(0, index)] / NANOS_OF_A_MILLISECOND;
    }
  }

  private LoadRun(byte[] roll, Plan plan) {
    String base = plan.url().getRawPath().replaceAll("/+$", "");
    this.request =
        LoadConnection.request(plan.url(), base + HgsPaths.ROLL_V2, "application/xml", roll);
    this.plan = plan;
    this.nanos = new long[plan.requests()];
  }

  /** Sends the release request {@code roll} to the end of {@code plan}. */
  public static Result run(byte[] roll, Plan plan) {
    return new LoadRun(roll, plan).run();
  }

  private Result run() {
    long start = System.nanoTime();
    end = start + plan.limit().toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      threads.add(Threads.named("keyward-load-" + i).newThread(this::work));
    }
    threads.forEach(Thread::start);
    threads.forEach(LoadRun::join);
    long took = System.nanoTime() - start;
    int done = Math.min(next.get(), plan.requests());
    long[] sorted = Arrays.stream(nanos, 0, done).filter(each -> each > 0).sorted().toArray();
    return new Result(sorted, Duration.ofNanos(took), new TreeMap<>(errors));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Optional<LoadConnection> kept = Optional.empty();
    while (System.nanoTime() < end) {
      int index = next.getAndIncrement();
      if (index >= plan.requests()) {
        break;
      }
      long start = System.nanoTime();
      kept = ask(kept);
      nanos[index] = Math.max(1, System.nanoTime() - start);
    }
    kept.ifPresent(LoadRun::close);
  }

  /** Asks on the connection that was kept, or on a new one; returns it where it can be kept. */
  private Optional<LoadConnection> ask(Optional<LoadConnection> kept) {
    Optional<LoadConnection> used = kept;
    try {
      LoadConnection connection = kept.isPresent() ? kept.get() : new LoadConnection(plan.url());
      used = Optional.of(connection);
      count(connection.ask(request));
      if (!connection.isClosing()) {
        return used;
      }
    } catch (IOException e) {
      errors.merge(e.getClass().getSimpleName(), 1, Integer::sum);
    }
    used.ifPresent(LoadRun::close);
    return Optional.empty();
  }

  private void count(LoadConnection.Answer answer) {
    if (answer.status() != OK) {
      errors.merge("status " + answer.status(), 1, Integer::sum);
    } else if (!plan.isRelease().test(answer.body())) {
      errors.merge("not a release", 1, Integer::sum);
    }
  }

  private static void close(LoadConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is of no more use anyway.
    }
  }
}
