package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.console.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The command line on a disk that is slow where it matters: before something gets the name that the
 * variable {@code SLOW} has, and before a folder of that name is synced, it makes the file {@code
 * slow} in the working folder and waits for a file {@code go}. All else is the real disk's.
 * Test-only, in a process of its own.
 */
final class SlowDisk extends WatchedDisk {

  private final Path folder;

  private SlowDisk(Path folder) {
    super(folder.getFileSystem());
    this.folder = folder;
  }

  public static void main(String[] words) {
    FewRounds.lower();
    Path folder = Path.of("").toAbsolutePath();
    Environment own = Environment.system();
    Environment environment =
        new Environment(
            own.streams(),
            own.variables(),
            new SlowDisk(folder).wrap(folder),
            folder,
            Optional.empty(),
            Clock.systemUTC(),
            new SecureRandom());
    System.exit(Main.run(words, environment));
  }

  /** Starts a command in a process on such a disk. */
  static Process start(Path folder, String slow, Map<String, String> variables, String... words)
      throws IOException {
    return process(folder, slow, variables, words).start();
  }

  /** A command with the store and the passphrase of a playground, before it is started. */
  static ProcessBuilder unlocked(Playground place, String slow, String line) {
    return process(place.path(""), slow, place.variables(), Playground.unlocking(line));
  }

  /** Such a process before it is started. */
  static ProcessBuilder process(
      Path folder, String slow, Map<String, String> variables, String... words) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("SLOW", slow);
    return Spawned.process(SlowDisk.class.getName(), folder, all, words);
  }

  /** Returns when it is held. */
  static void awaitHeld(Path folder, Process process) {
    while (process.isAlive() && !Files.exists(folder.resolve("slow"))) {
      rest();
    }
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue());
    }
  }

  /**
   * Lets the held one go when the other has ended, or waits for it, which it does for ever; both
   * must succeed.
   */
  static void endBoth(Path folder, Process held, Process beside) throws Exception {
    beside.waitFor(2, TimeUnit.SECONDS);
    letGo(folder);
    assertEquals(0, held.waitFor());
    assertEquals(0, beside.waitFor());
  }

  /** Lets the held one go on. */
  static void letGo(Path folder) throws IOException {
    Files.write(folder.resolve("go"), new byte[0]);
  }

  @Override
  void changing(Change change, Path path) throws IOException {
    if (isSlow(path.getFileName().toString()) && (change == Change.MOVE || change == Change.SYNC)) {
      waitForGo();
    }
  }

  private static boolean isSlow(String name) {
    String slow = System.getenv("SLOW");
    return slow.startsWith("*") ? name.endsWith(slow.substring(1)) : name.equals(slow);
  }

  private void waitForGo() throws IOException {
    Files.write(folder.resolve("slow"), new byte[0]);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(folder.resolve("go")) && System.nanoTime() < end) {
      rest();
    }
  }

  static void rest() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
