package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;

/**
 * Ends commands in this process: their disk takes no more changes after so many as a seed decides.
 * The moments are spread over all changes, and none lies where nothing happens.
 */
final class DiskKiller implements Killer {
  private final Random random;
  private final int rounds;
  private int number;
  private int usual;

  /** For that many rounds after the first. */
  DiskKiller(Random random, int rounds) {
    this.random = random;
    this.rounds = rounds;
  }

  @Override
  public void kill(Path work, String watched, String... words) {
    if (usual == 0) {
      // The first one is let go, for the number of its changes.
      DyingDisk disk = new DyingDisk(work, Integer.MAX_VALUE);
      Spawned.Ended ended = Spawned.run(disk.wrap(work), words);
      assertEquals(0, ended.code(), ended.err());
      usual = Integer.MAX_VALUE - disk.left();
      return;
    }
    DyingDisk disk = new DyingDisk(work, (int) ((number++ + random.nextDouble()) * usual / rounds));
    try {
      Spawned.run(disk.wrap(work), words);
    } catch (DyingDisk.Dead e) {
      // As meant.
    }
    assertTrue(disk.left() < 0, "it ended before its disk did");
  }
}
