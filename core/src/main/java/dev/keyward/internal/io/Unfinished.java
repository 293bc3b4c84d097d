package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The files and folders that this process has begun and not finished. They are removed when it is
 * told to end (SIGINT, SIGTERM, SIGHUP), secrets in the clear among them. Nothing is begun or put
 * in place after that: who wants to waits until the process is gone. SIGKILL leaves them.
 */
public final class Unfinished {

  private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

  private static final Set<Runnable> LAST_WORDS = ConcurrentHashMap.newKeySet();

  // The ending takes the write lock and keeps it.
  private static final ReentrantReadWriteLock ENDING = new ReentrantReadWriteLock();

  private Unfinished() {}

  /** Registered once, with the first use. */
  private static final class Hook {
    static {
      Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::end, "keyward-unfinished"));
    }

    private Hook() {}

    static void register() {
      // Loading the class has done it.
    }
  }

  /** A step that is done whole, or not any more. */
  @FunctionalInterface
  public interface Step<T> {
    T take() throws IOException;
  }

  /** Takes a step, unless the process is about to end. */
  public static <T> T step(Step<T> step) throws IOException {
    ENDING.readLock().lock();
    try {
      return step.take();
    } finally {
      ENDING.readLock().unlock();
    }
  }

  /** Makes {@code path}, which is removed when the process ends, from the first moment on. */
  static <T> T begin(Path path, Step<T> make) throws IOException {
    return step(
        () -> {
          T made = make.take();
          add(path);
          return made;
        });
  }

  /** From now on {@code path}, which this process made, is removed when the process ends. */
  static void add(Path path) {
    Hook.register();
    PATHS.add(path);
  }

  /** What removes a path. */
  @FunctionalInterface
  interface Removal {
    void run() throws IOException;
  }

  /** Removes {@code path} unless the process is about to end, which removes it itself. */
  static void discard(Path path, Removal removal) throws IOException {
    if (!ENDING.readLock().tryLock()) {
      return;
    }
    try {
      removal.run();
      PATHS.remove(path);
    } finally {
      ENDING.readLock().unlock();
    }
  }

  /** Whether this process has begun the file and not finished it, whatever path leads to it. */
  static boolean contains(Path file) {
    for (Path path : PATHS) {
      try {
        if (Files.isSameFile(path, file)) {
          return true;
        }
      } catch (IOException e) {
        // It was finished just now.
        continue;
      }
    }
    return false;
  }

  /** From now on it stays. */
  static void remove(Path path) {
    PATHS.remove(path);
  }

  /** From now on {@code words} run when the process is told to end, after the last step. */
  public static void atEnd(Runnable words) {
    Hook.register();
    LAST_WORDS.add(words);
  }

  /** From now on {@code words} do not run any more. */
  public static void notAtEnd(Runnable words) {
    LAST_WORDS.remove(words);
  }

  private static void end() {
    ENDING.writeLock().lock();
    removeAll();
    for (Runnable words : LAST_WORDS) {
      try {
        words.run();
      } catch (RuntimeException e) {
        // The others run all the same.
        continue;
      }
    }
  }

  private static void removeAll() {
    // A lock goes last: while it lies there, what it names can be found.
    PATHS.stream().filter(path -> !isLock(path)).forEach(Unfinished::removeNow);
    PATHS.stream().filter(Unfinished::isLock).forEach(Unfinished::removeNow);
  }

  private static boolean isLock(Path path) {
    return EditLock.isName(path.getFileName().toString());
  }

  private static void removeNow(Path path) {
    try {
      // What this process itself has open would let it wait in vain.
      Trees.delete(path, Patience.NONE);
    } catch (IOException | RuntimeException e) {
      // The others go all the same.
      return;
    }
  }
}
