package dev.keyward.internal.io;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits for a while; a test gives its own, which waits for nothing. */
@FunctionalInterface
public interface Rest {

  /** The rest that passes real time. */
  Rest SLEEP =
      time -> {
        try {
          Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("the wait was interrupted");
        }
      };

  /** Returns after {@code time}. */
  void take(Duration time) throws InterruptedIOException;
}
