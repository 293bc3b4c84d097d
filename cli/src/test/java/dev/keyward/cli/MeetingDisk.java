package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A disk on which two commands of this process meet. Just before the first one gives a file its
 * name, the second one begins. The first one goes on when the second one asks for the file's lock,
 * or has ended. Test-only.
 */
final class MeetingDisk extends WatchedDisk {

  private final String file;
  private volatile boolean hasAsked;
  private Thread second = new Thread(() -> {});

  /**
   * On the disk of a folder.
   *
   * @param file the name of what both commands edit
   */
  MeetingDisk(Path folder, String file) {
    super(folder.getFileSystem());
    this.file = file;
  }

  /** Runs both; what the first and the second one ended with. */
  <T> List<T> both(Callable<T> one, Callable<T> other) throws Exception {
    FutureTask<T> task = new FutureTask<>(other);
    second = new Thread(task);
    T ended = one.call();
    assertTrue(second.getState() != Thread.State.NEW, "they did not meet");
    return List.of(ended, task.get());
  }

  @Override
  void changing(Change change, Path path) throws IOException {
    String name = path.getFileName().toString();
    if (Thread.currentThread().equals(second)) {
      hasAsked |= name.equals("." + file + ".keyward-lock");
    } else if (change == Change.MOVE
        && name.equals(file)
        && second.getState() == Thread.State.NEW) {
      second.start();
      await();
    }
  }

  private void await() throws IOException {
    try {
      Until.so(() -> hasAsked || !second.isAlive());
    } catch (Exception e) {
      throw (IOException) new InterruptedIOException().initCause(e);
    }
  }
}
