package dev.keyward.cli.serve;

import java.util.concurrent.atomic.AtomicLong;

/** What the bodies of all requests together may take of the memory. */
final class ByteBudget {

  private final AtomicLong left;

  ByteBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** Takes {@code bytes} if there are as many. */
  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    give(bytes);
    return false;
  }

  /** Gives back what was taken. */
  void give(int bytes) {
    left.addAndGet(bytes);
  }
}
