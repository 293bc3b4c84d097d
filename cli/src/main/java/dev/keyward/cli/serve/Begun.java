package dev.keyward.cli.serve;

import dev.keyward.cli.serve.metrics.ServiceMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The requests whose headers are whole and that have no answer yet. When the service stops, each of
 * them is answered, or the log says that the answer was not delivered.
 */
final class Begun {

  private static final long REST_MILLIS = 5;
  private static final Set<String> LOOKS = Set.of("health", "live", "metrics");

  private final RequestLog log;
  private final Optional<ServiceMetrics> metrics;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private volatile long last;

  /**
   * Counts each request that ends, and writes a line to {@code log}, but not for one that only
   * looks after the service: a balancer asks every second or two.
   */
  Begun(RequestLog log, Optional<ServiceMetrics> metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  void add(Exchange exchange) {
    exchanges.add(exchange);
  }

  void end(Exchange exchange, RequestLine line) {
    metrics.ifPresent(counted -> counted.count(line.record(), line.sent().nanos()));
    if (!LOOKS.contains(line.record().verb())) {
      log.add(line);
    }
    last = System.nanoTime();
    exchanges.remove(exchange);
  }

  /** Whether each answer ends its connection. */
  boolean isStopping() {
    return stopping;
  }

  /** From now on each answer ends its connection. */
  void stop() {
    last = System.nanoTime();
    stopping = true;
  }

  /**
   * Waits until all are answered and nothing new came for a while: a client that has just got its
   * answer may have sent its next request already.
   *
   * @param most the longest time
   * @param still how long nothing came
   * @param alone whether no client is connected any more, so that nothing can come
   */
  void await(Duration most, Duration still, BooleanSupplier alone) {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end && !isOver(still, alone)) {
      try {
        Thread.sleep(REST_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isOver(Duration still, BooleanSupplier alone) {
    return exchanges.isEmpty()
        && (alone.getAsBoolean() || System.nanoTime() - last > still.toNanos());
  }

  /** Writes the requests without an answer to the log. */
  void abandon() {
    exchanges.forEach(Exchange::abandon);
  }
}
