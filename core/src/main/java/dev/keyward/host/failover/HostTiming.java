package dev.keyward.host.failover;

import dev.keyward.internal.io.Rest;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Time as it passes, apart from what the calendar says, and how to rest.
 *
 * @param nanos a clock that only goes forward, in nanoseconds
 * @param pause rests
 * @param chance a number from 0 to below 1, another one each time
 */
public record HostTiming(LongSupplier nanos, Pause pause, DoubleSupplier chance) {

  /** Rests for a while. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after {@code time}. */
    void rest(Duration time) throws InterruptedIOException;
  }

  /** This machine's. */
  public static HostTiming system() {
    return new HostTiming(
        System::nanoTime, Rest.SLEEP::take, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** A time, plus a random part of the same length, so that not all waiting hosts ask at once. */
  Duration spread(Duration time) {
    return time.plusNanos((long) (time.toNanos() * chance.getAsDouble()));
  }

  /** The moment that lies {@code time} ahead. */
  public Deadline in(Duration time) {
    return new Deadline(this, nanos.getAsLong() + time.toNanos());
  }

  /**
   * A moment by which something must be done.
   *
   * @param timing the clock it is of
   * @param at by that clock
   */
  public record Deadline(HostTiming timing, long at) {

    /** How long it is until then; zero when it is over. */
    Duration left() {
      return Duration.ofNanos(Math.max(0, at - timing.nanos.getAsLong()));
    }

    public boolean isOver() {
      return left().isZero();
    }

    /** The middle of what is left. */
    Deadline half() {
      return timing.in(left().dividedBy(2));
    }
  }
}
