package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import java.io.IOException;

/**
 * An operation of Keyward's, and the primitive operations that it cannot do without.
 *
 * @param name what it is, in words
 * @param limit of what its limit is made, in words
 * @param target the ratio that it is to reach
 * @param warmUp for how many seconds it is done before it is measured
 * @param ours what Keyward does
 * @param primitives what nobody could leave out
 */
record Operation(String name, String limit, double target, int warmUp, Work ours, Work primitives) {

  /**
   * Measures both in many short turns, so that what slows the machine slows both, and adds the
   * turns up.
   */
  Ratio measure(Bench.Pace pace) throws KeywardException, IOException {
    primitives.perSecond(pace.turnNanos());
    // What is done a few hundred times a second takes its time to be compiled.
    for (int step = 0; step < warmUp; step++) {
      ours.perSecond(pace.warmUpNanos());
    }
    double done = 0;
    double possible = 0;
    for (int turn = 0; turn < pace.turns(); turn++) {
      possible += primitives.perSecond(pace.turnNanos());
      done += ours.perSecond(pace.turnNanos());
    }
    return new Ratio(name, limit, target, done / pace.turns(), possible / pace.turns());
  }
}
