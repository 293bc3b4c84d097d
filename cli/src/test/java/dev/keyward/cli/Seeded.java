package dev.keyward.cli;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Random numbers that are the same in every run of a test class. */
public final class Seeded {

  private static final AtomicLong SEEDS = new AtomicLong();

  private Seeded() {}

  /** Another row of numbers at each call, as two commands must not make the same keys. */
  public static SecureRandom random() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(SEEDS.incrementAndGet());
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
