package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.Arrays;

/**
 * An operation of Keyward's, and the primitive operations that it cannot do without.
 *
 * @param name what it is, in words
 * @param limit of what its limit is made, in words
 * @param target the ratio that it is to reach
 * @param ours what Keyward does
 * @param primitives what nobody could leave out
 */
record Operation(String name, String limit, double target, Work ours, Work primitives) {

  /** Measures both in turns, so that what slows the machine slows both. */
  Ratio measure(Bench.Pace pace) throws KeywardException, IOException {
    primitives.perSecond(pace.roundNanos());
    // An operation of milliseconds takes its time to be compiled.
    ours.perSecond(4 * pace.roundNanos());
    int rounds = pace.rounds();
    double[] done = new double[rounds];
    double[] possible = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      possible[round] = primitives.perSecond(pace.roundNanos());
      done[round] = ours.perSecond(pace.roundNanos());
      ratios[round] = done[round] / possible[round];
    }
    return new Ratio(name, limit, target, median(done), median(possible), median(ratios));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
