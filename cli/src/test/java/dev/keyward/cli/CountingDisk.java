package dev.keyward.cli;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The real disk, which counts how often files of one name are opened to be read. Test-only. */
final class CountingDisk extends WatchedDisk {

  private final String counted;
  private final AtomicInteger opens = new AtomicInteger();

  CountingDisk(FileSystem real, String counted) {
    super(real);
    this.counted = counted;
  }

  int opens() {
    return opens.get();
  }

  @Override
  void changing(Change change, Path path) {
    // Only reading counts.
  }

  @Override
  void reading(Path path) {
    if (path.getFileName().toString().equals(counted)) {
      opens.incrementAndGet();
    }
  }
}
