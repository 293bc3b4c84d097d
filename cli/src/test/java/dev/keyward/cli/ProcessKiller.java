package dev.keyward.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
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
    long start = System.nanoTime();
    if (usual == 0) {
      // The first one is let go, for its duration.
      assertEquals(0, Spawned.start(work, words).waitFor());
      usual = System.nanoTime() - start;
    } else if (number++ % 2 == 0) {
      Process process = Spawned.start(work, words);
      process.waitFor((long) (usual * random.nextDouble()), TimeUnit.NANOSECONDS);
      end(process);
    } else {
      Process process = startAndAwaitChange(work, work.resolve(watched), words);
      process.waitFor(random.nextInt(8_000_000), TimeUnit.NANOSECONDS);
      end(process);
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Returns when a file comes or goes in the folder, or the process has ended. */
  private static Process startAndAwaitChange(Path work, Path folder, String... words)
      throws Exception {
    long before = state(folder);
    try (WatchService watch = work.getFileSystem().newWatchService()) {
      work.register(watch, ENTRY_CREATE, ENTRY_DELETE);
      Process process = Spawned.start(work, words);
      while (process.isAlive() && state(folder) == before) {
        if (Files.isDirectory(folder)) {
          folder.register(watch, ENTRY_CREATE, ENTRY_DELETE);
        }
        // A change between the question and the registration is seen a little later.
        WatchKey changed = watch.poll(5, TimeUnit.MILLISECONDS);
        if (changed != null) {
          changed.reset();
        }
      }
      return process;
    }
  }

  private static long state(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : Arrays.stream(names).mapToLong(String::hashCode).sum();
  }
}
