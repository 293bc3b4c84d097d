package dev.keyward.cli.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a guest says while it boots. It has no console, and writes each line in a sector of a disk.
 * Lines are passed on as they come, because a boot takes long.
 */
final class GuestReport implements AutoCloseable {

  private static final int SECTOR = 512;
  private static final int SECTORS = 128;
  private static final int MILLIS_BETWEEN = 200;

  private final Path disk;
  private final Consumer<String> listener;
  private final List<String> passedOn = new ArrayList<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private Optional<Future<?>> looking = Optional.empty();

  private GuestReport(Path disk, Consumer<String> listener) {
    this.disk = disk;
    this.listener = listener;
  }

  /** Empties the disk, and looks at it until it is closed. */
  static GuestReport begin(Path disk, Consumer<String> listener) throws IOException {
    Files.deleteIfExists(disk);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength((long) SECTORS * SECTOR);
    }
    GuestReport report = new GuestReport(disk, listener);
    report.looking =
        Optional.of(
            report.clock.scheduleWithFixedDelay(
                report::lookAgain, MILLIS_BETWEEN, MILLIS_BETWEEN, TimeUnit.MILLISECONDS));
    return report;
  }

  private void lookAgain() {
    try {
      look();
    } catch (IOException e) {
      // The last look, at the end of the boot, says so.
      return;
    }
  }

  private synchronized void look() throws IOException {
    byte[] content = Files.readAllBytes(disk);
    while (passedOn.size() < SECTORS) {
      String line =
          new String(content, passedOn.size() * SECTOR, SECTOR, StandardCharsets.US_ASCII).trim();
      if (line.isEmpty()) {
        return;
      }
      passedOn.add(line);
      listener.accept(line);
    }
  }

  /**
   * The last line, once the guest is off.
   *
   * @return empty where it said nothing
   */
  synchronized String last() throws IOException {
    look();
    return passedOn.isEmpty() ? "" : passedOn.get(passedOn.size() - 1);
  }

  @Override
  public void close() {
    looking.ifPresent(task -> task.cancel(false));
    clock.shutdownNow();
  }
}
