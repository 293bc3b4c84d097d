package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * Writes files whole or not at all: a temporary file beside the target, synced, then renamed or
 * linked into place, then the folder synced.
 */
public final class AtomicFiles {

  /** How the names of temporary files start. */
  public static final String TEMPORARY = ".keyward-";

  private AtomicFiles() {}

  /**
   * Creates {@code target}. What takes output at once, such as a pipe, is written to, unless {@code
   * ownerOnly}: who reads it is not known to be the owner.
   *
   * @throws FileAlreadyExistsException if something has that name, also when it came meanwhile
   */
  public static void create(Path target, byte[] content, boolean ownerOnly) throws IOException {
    if (!ownerOnly && OpenedStream.takesOutput(target)) {
      writeThrough(target, content);
      return;
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    try (TemporaryPath temporary = writeBeside(target, content, ownerOnly)) {
      linkOrReserve(temporary.path(), target, ownerOnly);
    }
    syncFolder(folderOf(target));
  }

  /**
   * Creates or replaces {@code target}. A symbolic link is refused, unless it is the system's name
   * of an open stream; a device or pipe is written to, because renaming over it would remove it, or
   * refused where {@code ownerOnly}. A file that is replaced passes its POSIX permissions, its
   * group and its owner on, unless {@code ownerOnly} is asked for.
   */
  public static void replace(Path target, byte[] content, boolean ownerOnly) throws IOException {
    LinkRule.require(target);
    if (!ownerOnly && OpenedStream.takesOutput(target)) {
      writeThrough(target, content);
      return;
    }
    Path real = Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target;
    boolean exists = Files.exists(real);
    if (exists && Files.isDirectory(real)) {
      throw new FileAlreadyExistsException(target.toString(), null, "is a folder");
    }
    boolean isNoFile = exists && !Files.isRegularFile(real);
    if (isNoFile && ownerOnly) {
      // Who reads at the other end of a pipe is not known to be the owner.
      throw new FileAlreadyExistsException(target.toString(), null, "is no file");
    }
    if (isNoFile) {
      writeThrough(target, content);
      return;
    }
    try (TemporaryPath temporary = writeBeside(real, content, ownerOnly)) {
      if (exists && !ownerOnly) {
        PassedPermissions.of(real, temporary.path());
      }
      rename(temporary.path(), real);
    }
    syncFolder(folderOf(real));
  }

  private static void writeThrough(Path target, byte[] content) throws IOException {
    try (OutputStream out = OpenedStream.output(target)) {
      out.write(content);
    } catch (IOException e) {
      throw placed(e, target);
    }
  }

  /** Writes a new file straight to its name and syncs it: for folders nobody reads yet. */
  public static void writeNew(Path file, byte[] content, boolean ownerOnly) throws IOException {
    try (FileChannel channel = openNew(file, ownerOnly)) {
      write(channel, content);
    }
  }

  static FileChannel openNew(Path file, boolean ownerOnly) throws IOException {
    return ownerOnly
        ? OwnerOnly.newFile(file)
        : FileChannel.open(file, Set.of(CREATE_NEW, WRITE), new FileAttribute<?>[0]);
  }

  private static void write(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(content);
    while (left.hasRemaining()) {
      channel.write(left);
    }
    channel.force(true);
  }

  /** Makes the names in {@code folder} last; does nothing where the system cannot. */
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; there the rename itself is journaled.
    }
  }

  /**
   * Renames within one file system in one step; the only place that does. On Windows neither file
   * may be open, in this process either.
   *
   * @throws FileSystemException that names {@code to}, also where another program holds it
   */
  public static void rename(Path from, Path to) throws IOException {
    rename(from, to, Patience.SYSTEM);
  }

  static void rename(Path from, Path to, Patience patience) throws IOException {
    try {
      patience.run(() -> Unfinished.step(() -> move(from, to, patience)));
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(to + ": the file system cannot rename atomically", e);
    } catch (FileSystemException e) {
      throw patience.isInUse(e) ? held(from, to, e) : e;
    }
  }

  private static Path move(Path from, Path to, Patience patience) throws IOException {
    try {
      return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Waiting does not help: Windows says "access denied" for a folder in the way, too.
      if (patience.isInUse(e) && Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      throw e;
    }
  }

  /** The user knows the name that has no mark of a temporary one. */
  private static FileSystemException held(Path from, Path to, FileSystemException failure) {
    boolean aside = to.getFileName().toString().startsWith(TEMPORARY);
    Path target = aside ? from : to;
    String reason =
        isReadOnly(target)
            ? "read-only, nothing changed; remove that attribute and try again"
            : Patience.IN_USE + ", nothing changed; try again";
    FileSystemException held = new FileSystemException(target.toString(), null, reason);
    held.initCause(failure);
    return held;
  }

  private static boolean isReadOnly(Path file) {
    try {
      return Files.readAttributes(file, DosFileAttributes.class).isReadOnly();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Whether {@code file} is a temporary file of this process; its name alone is anybody's. */
  public static boolean isBeingWritten(Path file) {
    return hasTemporaryName(file) && Unfinished.contains(file);
  }

  /** Whether the file has a name as temporary files of any process have it, which is no proof. */
  public static boolean hasTemporaryName(Path file) {
    return file.getFileName().toString().startsWith(TEMPORARY);
  }

  private static TemporaryPath writeBeside(Path target, byte[] content, boolean ownerOnly)
      throws IOException {
    try {
      TemporaryPath temporary = TemporaryPath.beside(target);
      try (FileChannel channel = temporary.make(name -> openNew(name, ownerOnly))) {
        write(channel, content);
        return temporary;
      } catch (IOException e) {
        temporary.close();
        throw placed(e, target);
      }
    } catch (FileSystemException e) {
      throw named(e, target);
    }
  }

  /** The user asked for the target and knows nothing of the file beside it. */
  public static FileSystemException named(FileSystemException failure, Path target) {
    if (failure instanceof NoSuchFileException) {
      return new NoSuchFileException(target.toString(), null, "the folder does not exist");
    }
    return failure instanceof AccessDeniedException
        ? new AccessDeniedException(target.toString(), null, failure.getReason())
        : new FileSystemException(target.toString(), null, failure.getReason());
  }

  /** Says which file a disk had no room for: the system names none when an open file is written. */
  static IOException placed(IOException failure, Path target) {
    // An interruption closes the channel and is no fault of the file.
    boolean isNamed =
        failure instanceof FileSystemException || failure instanceof ClosedChannelException;
    if (isNamed) {
      return failure;
    }
    FileSystemException named =
        new FileSystemException(target.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }

  /** A link never replaces. Where there are no links, an empty file reserves the name. */
  static void linkOrReserve(Path temporary, Path target, boolean ownerOnly) throws IOException {
    Unfinished.step(
        () -> {
          putInPlace(temporary, target, ownerOnly);
          return target;
        });
  }

  private static void putInPlace(Path temporary, Path target, boolean ownerOnly)
      throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw new FileAlreadyExistsException(target.toString());
    } catch (UnsupportedOperationException | IOException e) {
      reserve(target, ownerOnly);
      takeReserved(temporary, target);
    }
  }

  /** Windows keeps the name of a removed file while another program has it open. */
  private static void reserve(Path target, boolean ownerOnly) throws IOException {
    Patience.SYSTEM.run(
        () -> {
          writeNew(target, new byte[0], ownerOnly);
          return target;
        });
  }

  private static void takeReserved(Path temporary, Path target) throws IOException {
    try {
      rename(temporary, target);
    } catch (IOException e) {
      Patience.SYSTEM.delete(target);
      throw e;
    }
  }

  public static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file.getFileSystem().getPath(".") : parent;
  }
}
