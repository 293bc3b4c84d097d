package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Ends processes at moments that a seed decides. */
final class ProcessKiller implements Killer {
  private final Random random;
  private int number;
  private long usual;

  ProcessKiller(Random random) {
    this.random = random;
  }

  @Override
  public void kill(Path work, String watched, String... words) throws Exception {
    Path folder = work.resolve(watched);
    long before = state(folder);
    long start = System.nanoTime();
    Process process = Spawned.start(work, words);
    if (usual == 0) {
      // The first one is let go, for its duration.
      assertEquals(0, process.waitFor());
      usual = System.nanoTime() - start;
      return;
    }
    if (number++ % 2 == 0) {
      process.waitFor((long) (usual * random.nextDouble()), TimeUnit.NANOSECONDS);
    } else {
      while (process.isAlive() && state(folder) == before) {
        Thread.onSpinWait();
      }
      process.waitFor(random.nextInt(8_000_000), TimeUnit.NANOSECONDS);
    }
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  private static long state(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : Arrays.stream(names).mapToLong(String::hashCode).sum();
  }
}
