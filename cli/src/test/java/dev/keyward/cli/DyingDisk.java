package dev.keyward.cli;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk that takes a number of changes and none after that, as a process leaves it that is killed
 * before the next one. What ends a command there is no exception that it could answer. Test-only.
 */
final class DyingDisk extends WatchedDisk {

  private final AtomicInteger left;

  /** Takes as many changes. */
  DyingDisk(Path folder, int changes) {
    super(folder.getFileSystem());
    this.left = new AtomicInteger(changes);
  }

  /** How many more changes it takes; negative when it is dead. */
  int left() {
    return left.get();
  }

  @Override
  void changing(Change change, Path path) {
    if (left.getAndUpdate(many -> many < 0 ? many : many - 1) <= 0) {
      throw new Dead();
    }
  }

  /** The process is no more. */
  static final class Dead extends Error {
    private static final long serialVersionUID = 1;
  }
}
