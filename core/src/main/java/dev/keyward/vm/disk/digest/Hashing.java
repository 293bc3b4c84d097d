package dev.keyward.vm.disk.digest;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * How a disk is hashed.
 *
 * @param threads 1 to 64; each takes 2 MiB of memory
 * @param progress is told, by one thread at a time, how many bytes of content are done so far,
 *     holes included; the numbers rise to the length
 * @param random chooses the blocks of a block device that are read twice
 */
public record Hashing(int threads, LongConsumer progress, RandomGenerator random) {

  private static final int MOST_THREADS = 64;

  /**
   * Refuses what cannot work.
   *
   * @throws IllegalArgumentException for another number of threads
   */
  public Hashing {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /** With so many threads, no listener, and the same choice of blocks each time. */
  public static Hashing quietly(int threads) {
    return new Hashing(threads, done -> {}, new SplittableRandom(threads));
  }
}
