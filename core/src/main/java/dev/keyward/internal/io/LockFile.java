package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;

/**
 * An empty file that a process locks while it lives. The operating system frees the lock of a
 * killed process, so a lock that can be taken belongs to nobody. It is removed while it is still
 * locked: so who gets the lock looks whether the name still leads to the same file. Where files
 * have no keys (Windows) nobody can look.
 */
final class LockFile implements AutoCloseable {

  /** Why a file of a lock's name is left alone: somebody else put it there. */
  static final String NOT_A_LOCK = "is not a lock file; move it away";

  private final Path file;
  private final FileClaim claim;
  private final boolean hasKey;

  private LockFile(Path file, FileClaim claim, boolean hasKey) {
    this.file = file;
    this.claim = claim;
    this.hasKey = hasKey;
  }

  /**
   * Makes the file, not yet locked.
   *
   * @throws FileAlreadyExistsException if something has that name
   */
  static void create(Path file) throws IOException {
    FileChannel.open(file, Set.of(CREATE_NEW, WRITE), new FileAttribute<?>[0]).close();
  }

  /**
   * Takes the lock of a file that is there; empty where somebody has it, or has just removed it.
   *
   * @param file always under the same name, with no link in it
   * @throws FileSystemException that names it: it is no empty file, or no lock can be had there
   */
  static Optional<LockFile> take(Path file) throws IOException {
    try {
      Optional<Object> before = key(file);
      Optional<FileClaim> claim = claim(file);
      if (claim.isPresent() && !leadsTo(file, before)) {
        claim.get().close();
        return Optional.empty();
      }
      return claim.map(taken -> new LockFile(file, taken, before.isPresent()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<FileClaim> claim(Path file) throws IOException {
    try {
      return FileClaim.ofExisting(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(
          file.toString(), null, "the file system cannot lock files (" + e.getMessage() + ")");
    }
  }

  /** The file as the system knows it; empty where the system has no such thing. */
  private static Optional<Object> key(Path file) throws IOException {
    BasicFileAttributes now =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!now.isRegularFile() || now.size() > 0) {
      throw new FileSystemException(file.toString(), null, NOT_A_LOCK);
    }
    return Optional.ofNullable(now.fileKey());
  }

  private static boolean leadsTo(Path file, Optional<Object> before) throws IOException {
    try {
      return key(file).equals(before);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether the system can tell this file from another one of the same name. */
  boolean hasKey() {
    return hasKey;
  }

  /** Removes the file, then frees the lock. */
  void remove() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      claim.close();
    }
  }

  /** Frees the lock; the file stays. */
  @Override
  public void close() throws IOException {
    claim.close();
  }
}
