package dev.keyward.hgs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong padding, wrong length and a wrong key must take the same time. What is measured is
 * processor time, in turns, and compared by medians, so that a busy machine does not matter.
 */
class OracleTimingTest {

  private static final int ROUNDS = 120;
  private static final double BOUND = 1.25;

  @TempDir Path directory;

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "the time of a thread is counted in 15 ms there")
  void theThreeWaysNotToOpenTakeTheSameTime() throws Exception {
    TestHgs hgs = new TestHgs(directory.resolve("hgs"));
    byte[] health = hgs.attest();
    List<byte[]> cases =
        List.of(
            hgs.sealedAround(damaged(hgs.encrypted(new byte[32]))),
            hgs.sealedAround(hgs.encrypted(new byte[16])),
            hgs.sealedAround(hgs.encrypted(new byte[32])));
    long[][] times = new long[cases.size()][ROUNDS];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int round = -20; round < ROUNDS; round++) {
      for (int i = 0; i < cases.size(); i++) {
        long begin = threads.getCurrentThreadCpuTime();
        hgs.roll(cases.get(i), health);
        if (round >= 0) {
          times[i][round] = threads.getCurrentThreadCpuTime() - begin;
        }
      }
    }
    long[] medians = Arrays.stream(times).mapToLong(OracleTimingTest::median).toArray();
    long least = Arrays.stream(medians).min().orElseThrow();
    long most = Arrays.stream(medians).max().orElseThrow();
    assertTrue(most < BOUND * least, "nanoseconds: " + Arrays.toString(medians));
  }

  /** Opens to noise; what is no number below the modulus would not even be computed with. */
  private static byte[] damaged(byte[] cipherText) {
    byte[] damaged = cipherText.clone();
    damaged[damaged.length - 1] ^= 1;
    return damaged;
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
