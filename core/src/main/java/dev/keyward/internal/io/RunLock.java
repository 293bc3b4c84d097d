package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The empty file that names the temporary files of this process in one folder, and shows whether it
 * lives: {@code .keyward-PID-RUN.keyward-lock} names {@code .keyward-PID-RUN-1.tmp} and all further
 * ones. All threads that write there at the same time share it; the last one removes it. Where
 * files cannot be locked there is none, and nobody removes what a killed process leaves. Safe for
 * use by several threads.
 */
final class RunLock {

  private static final int MOST_TRIES = 1000;

  // Guarded by itself, as is what changes in them.
  private static final Map<Path, RunLock> LIVE = new HashMap<>();

  private static long runs;

  private final Path kind;
  private final Path stem;
  private final Path file;
  private final Optional<LockFile> lock;
  private int users;
  private int names;

  private RunLock(Path kind, Path stem) throws IOException {
    this.kind = kind;
    this.stem = stem;
    this.file = stem.resolveSibling(stem.getFileName() + EditLock.SUFFIX);
    this.lock = taken(file);
  }

  /**
   * Joins the run of this process in a folder, or begins one, which removes what dead ones left.
   *
   * @param prefix what the names of its kind begin with
   */
  static RunLock join(Path folder, String prefix) throws IOException {
    Path kind = folder.toRealPath().resolve(prefix);
    synchronized (LIVE) {
      RunLock run = LIVE.get(kind);
      if (run == null) {
        run = begin(kind);
        LIVE.put(kind, run);
      }
      run.users++;
      return run;
    }
  }

  private static RunLock begin(Path kind) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      String numbers = ProcessHandle.current().pid() + "-" + ++runs;
      try {
        RunLock run = new RunLock(kind, kind.resolveSibling(kind.getFileName() + numbers));
        if (run.lock.isPresent()) {
          DeadRuns.remove(kind, run.file);
        }
        return run;
      } catch (FileAlreadyExistsException e) {
        // Of a process with the same number, killed or in another container: take the next name.
        continue;
      }
    }
    throw new FileSystemException(
        AtomicFiles.folderOf(kind).toString(), null, "Keyward cannot make a temporary file in it");
  }

  /**
   * Makes and locks the file; empty where the file system cannot lock.
   *
   * @throws FileAlreadyExistsException also if another process took it for a left-over, in the
   *     moment before it was locked
   */
  private static Optional<LockFile> taken(Path file) throws IOException {
    Unfinished.begin(
        file,
        () -> {
          LockFile.create(file);
          return file;
        });
    try {
      Optional<LockFile> lock = LockFile.take(file);
      if (lock.isEmpty()) {
        Unfinished.remove(file);
        throw new FileAlreadyExistsException(file.toString());
      }
      return lock;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException e) {
      Unfinished.discard(file, () -> Patience.SYSTEM.delete(file));
      return Optional.empty();
    }
  }

  /** A name that nothing had before. */
  Path next() {
    synchronized (LIVE) {
      names++;
      return stem.resolveSibling(stem.getFileName() + "-" + names + ".tmp");
    }
  }

  /** Ends the part of one who joined. */
  void leave() throws IOException {
    synchronized (LIVE) {
      users--;
      if (users > 0) {
        return;
      }
      LIVE.remove(kind);
      if (lock.isPresent()) {
        Unfinished.discard(file, lock.get()::remove);
      }
    }
  }
}
