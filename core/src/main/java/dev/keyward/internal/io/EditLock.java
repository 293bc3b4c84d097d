package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to replace one file, which one edit at a time has, among threads and among processes.
 * It is a {@link LockFile} beside that file, removed at the end. Where files have no keys (Windows)
 * it stays, empty. What a killed process leaves is locked by nobody, and the next edit takes and
 * removes it.
 */
public final class EditLock implements AutoCloseable {

  /** How the names of lock files end; they begin with a dot, and the files are empty. */
  public static final String SUFFIX = ".keyward-lock";

  /** Longest name in bytes: what the strictest file system in use takes (eCryptfs). */
  private static final int LONGEST_NAME = 143;

  /** Code points, each at most 4 bytes. */
  private static final int KEPT_OF_LONG = 32;

  private static final int MOST_TRIES = 600;
  private static final Duration REST = Duration.ofMillis(50);

  private final Path named;
  private final Path file;
  private final Path lock;
  private final LockFile taken;

  /** Whether a file of that name is a lock, of an edit or of a store. */
  public static boolean isName(String name) {
    return name.endsWith(SUFFIX) || name.equals("lock");
  }

  private EditLock(Path named, Path file, LockFile taken) {
    this.named = named;
    this.file = file;
    this.lock = beside(file);
    this.taken = taken;
  }

  /**
   * Waits for the lock of a file at most 30 seconds.
   *
   * @param named the file, or a symbolic link to it
   * @throws FileSystemException that names it: another edit takes longer, or no lock can be had
   *     there
   */
  public static EditLock of(Path named) throws IOException {
    Path file = named.toRealPath();
    for (int i = 0; i < MOST_TRIES; i++) {
      try {
        Optional<LockFile> taken = attempt(file);
        if (taken.isPresent()) {
          return new EditLock(named, file, taken.get());
        }
      } catch (FileSystemException e) {
        throw refused(named, beside(file), e);
      }
      Rest.SLEEP.take(REST);
    }
    throw new FileSystemException(
        named.toString(), null, "another process is editing it; try again when that has ended");
  }

  /** The file that may be replaced, no link. */
  public Path file() {
    return file;
  }

  /** Begins to write what may replace the file. */
  public AtomicOutput replacement() throws IOException {
    return AtomicOutput.replacing(file, named);
  }

  /** Does a step with the file, whose failures call it as the user did. */
  public <T> T use(Patience.Step<T> step) throws IOException {
    try {
      return step.take();
    } catch (FileSystemException e) {
      throw file.toString().equals(e.getFile()) ? called(e, named.toString()) : e;
    }
  }

  private static FileSystemException called(FileSystemException failure, String name) {
    FileSystemException called = new FileSystemException(name, null, failure.getReason());
    if (failure instanceof NoSuchFileException) {
      called = new NoSuchFileException(name, null, failure.getReason());
    } else if (failure instanceof AccessDeniedException) {
      called = new AccessDeniedException(name, null, failure.getReason());
    } else if (failure instanceof FileAlreadyExistsException) {
      called = new FileAlreadyExistsException(name, null, failure.getReason());
    }
    called.initCause(failure);
    return called;
  }

  /** Where the lock of {@code file} lies; files with long names may share one. */
  static Path beside(Path file) {
    String name = file.getFileName().toString();
    String full = "." + name + SUFFIX;
    if (full.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME) {
      return file.resolveSibling(full);
    }
    int most = Math.min(KEPT_OF_LONG, name.codePointCount(0, name.length()));
    return file.resolveSibling("." + name.substring(0, name.offsetByCodePoints(0, most)) + SUFFIX);
  }

  private static Optional<LockFile> attempt(Path file) throws IOException {
    Path lock = beside(file);
    try {
      LockFile.create(lock);
    } catch (FileAlreadyExistsException e) {
      // Another edit has it, or a killed one left it.
    }
    Optional<LockFile> taken = LockFile.take(lock);
    if (taken.isPresent() && taken.get().hasKey()) {
      Unfinished.add(lock);
    }
    return taken;
  }

  /** The user knows of the file, not of its lock. */
  private static FileSystemException refused(Path named, Path lock, FileSystemException failure) {
    String beside = lock.getFileName() + " beside it";
    if (failure instanceof AccessDeniedException) {
      String reason =
          Files.exists(lock, LinkOption.NOFOLLOW_LINKS)
              ? beside + " is another user's lock file; remove it when nobody edits the file"
              : "Keyward cannot make a lock file in its folder";
      return new AccessDeniedException(named.toString(), null, reason);
    }
    return LockFile.NOT_A_LOCK.equals(failure.getReason())
        ? new FileSystemException(named.toString(), null, beside + " " + LockFile.NOT_A_LOCK)
        : AtomicFiles.named(failure, named);
  }

  /** Lets the next edit begin. */
  @Override
  public void close() throws IOException {
    Unfinished.discard(
        lock,
        () -> {
          if (taken.hasKey()) {
            taken.remove();
          } else {
            taken.close();
          }
        });
  }
}
