package dev.keyward.cli.serve.load;

import dev.keyward.cli.serve.Threads;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Asks for the same release again and again, on several connections at once. */
public final class LoadRun {

  private static final int OK = 200;
  private static final long LOOK_MILLIS = 50;

  /** A service that restarts would otherwise cost thousands of requests in a second. */
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private static final long MOST_AFTER_END_MILLIS = 1000;
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
   * @param isEnded whether somebody ended the run before
   */
  public record Plan(
      URI url,
      int requests,
      int connections,
      Duration limit,
      Predicate<byte[]> isRelease,
      BooleanSupplier isEnded) {}

  /**
   * The result of a run.
   *
   * @param nanos of each release, sorted
   * @param attempts how many requests were sent
   * @param errors the number of failed requests of each kind
   */
  public record Result(long[] nanos, int attempts, Duration took, Map<String, Integer> errors) {

    /** How many requests did not end in a release. */
    public int failures() {
      return attempts - nanos.length;
    }

    /** Releases a second. */
    public double perSecond() {
      return nanos.length * NANOS_OF_A_SECOND / Math.max(1, took.toNanos());
    }

    /** The longest time of this share of the releases, the fastest first, in milliseconds. */
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
    threads.forEach(this::join);
    return result(Duration.ofNanos(System.nanoTime() - start));
  }

  /** If somebody ended the run, some requests may have no answer yet. */
  private Result result(Duration took) {
    int attempts = Math.min(next.get(), plan.requests());
    long[] sorted = Arrays.stream(nanos, 0, attempts).filter(each -> each > 0).sorted().toArray();
    Map<String, Integer> kinds = new TreeMap<>(errors);
    int open = attempts - sorted.length - kinds.values().stream().mapToInt(each -> each).sum();
    if (open > 0) {
      kinds.put("no answer before the end", open);
    }
    return new Result(sorted, attempts, took, kinds);
  }

  /** Waits for a thread, but only a moment longer once the run is ended. */
  private void join(Thread thread) {
    try {
      while (thread.isAlive() && !plan.isEnded().getAsBoolean()) {
        thread.join(LOOK_MILLIS);
      }
      thread.join(Math.max(1, MOST_AFTER_END_MILLIS / plan.connections()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Optional<LoadConnection> kept = Optional.empty();
    while (System.nanoTime() < end && !plan.isEnded().getAsBoolean()) {
      int index = next.getAndIncrement();
      if (index >= plan.requests()) {
        break;
      }
      long start = System.nanoTime();
      Asked asked = ask(kept);
      kept = asked.kept();
      if (asked.released()) {
        nanos[index] = Math.max(1, System.nanoTime() - start);
      }
    }
    kept.ifPresent(LoadRun::close);
  }

  /** Whether a release came, and the connection where it can be kept. */
  private record Asked(boolean released, Optional<LoadConnection> kept) {}

  /** Asks on the connection that was kept, or on a new one. */
  private Asked ask(Optional<LoadConnection> kept) {
    Optional<LoadConnection> used = kept;
    boolean released = false;
    try {
      LoadConnection connection = kept.isPresent() ? kept.get() : new LoadConnection(plan.url());
      used = Optional.of(connection);
      released = isRelease(connection.ask(request));
      if (!connection.isClosing()) {
        return new Asked(released, used);
      }
    } catch (IOException e) {
      errors.merge(e.getClass().getSimpleName(), 1, Integer::sum);
      if (used.isEmpty()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    used.ifPresent(LoadRun::close);
    return new Asked(released, Optional.empty());
  }

  /** Whether the answer is a release; counts any other answer by its kind. */
  private boolean isRelease(LoadConnection.Answer answer) {
    if (answer.status() != OK) {
      errors.merge("status " + answer.status(), 1, Integer::sum);
      return false;
    }
    boolean release = plan.isRelease().test(answer.body());
    if (!release) {
      errors.merge("not a release", 1, Integer::sum);
    }
    return release;
  }

  private static void close(LoadConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is of no more use anyway.
    }
  }
}
