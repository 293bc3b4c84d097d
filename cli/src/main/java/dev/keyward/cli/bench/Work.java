package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import java.io.IOException;

/** Something that is done again and again. */
interface Work {

  /** Does it for as many nanoseconds, and returns how often a second it was done. */
  double perSecond(long nanos) throws KeywardException, IOException;

  /**
   * How often a second something was done.
   *
   * @param count how often until now
   * @param start of {@link System#nanoTime}
   */
  static double rate(long count, long start) {
    return count * 1e9 / (System.nanoTime() - start);
  }
}
