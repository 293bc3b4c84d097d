package dev.keyward.audit.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.KeywardException;
import dev.keyward.audit.diff.DiffCounts.State;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two audits of chance: what is said to have changed is what comparing every two rows finds. */
class RandomDiffTest {

  private static void agrees(long first, long seeds) throws KeywardException, IOException {
    for (long seed = first; seed < first + seeds; seed++) {
      DiffWorld world = new DiffWorld(seed);
      KeptDiff diff = KeptDiff.of(world.before(), world.after());
      String where = "seed " + seed;
      assertEquals(world.rows(), diff.rows, where);
      for (State state : State.values()) {
        assertEquals(
            world.findings().getOrDefault(state, 0).longValue(),
            diff.summary.counts().of(state),
            where + " " + state);
      }
    }
  }

  @Test
  void whatIsSaidIsWhatComparingEveryTwoRowsFinds() throws KeywardException, IOException {
    agrees(0, 100);
  }

  @Test
  @Tag("soak")
  void soItIsForFiftyThousand() throws KeywardException, IOException {
    agrees(100, 50_000);
  }
}
