package dev.keyward.cli.serve;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers of requests: of the process's start, and a count. */
final class RequestIds {

  private static final String START =
      Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private static final AtomicLong COUNT = new AtomicLong();

  private RequestIds() {}

  static String next() {
    return START + "-" + COUNT.incrementAndGet();
  }
}
