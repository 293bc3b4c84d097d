package dev.keyward.vm.sealing;

import dev.keyward.internal.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * The folder of a swtpm that does not run, while its state gets another key. The next state is
 * written beside the present one; the swap keeps the present one as the former one. At every moment
 * the states that were whole before are still there under one of the three names. The lock of swtpm
 * is held: meanwhile no swtpm starts on the folder, and nobody else changes it.
 */
public final class SwtpmFolder implements AutoCloseable {

  private static final String STATE = "tpm2-00.permall";
  private static final String NEXT = STATE + ".rekeyed";
  private static final String FORMER = STATE + ".former";

  private final Path folder;
  private final FileChannel channel;

  private SwtpmFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock of the folder, which must exist.
   *
   * @throws FileSystemException where a swtpm or another command has it
   */
  public static SwtpmFolder claim(Path folder) throws IOException {
    Path lock = folder.resolve(".lock");
    FileChannel channel =
        FileChannel.open(
            lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean claimed = false;
    try {
      FileLock taken = channel.tryLock();
      claimed = taken != null;
    } catch (OverlappingFileLockException e) {
      claimed = false;
    } finally {
      if (!claimed) {
        channel.close();
      }
    }
    if (!claimed) {
      throw new FileSystemException(
          folder.toString(), null, "a swtpm uses it, or another command; stop the guest first");
    }
    return new SwtpmFolder(folder, channel);
  }

  /** The state that swtpm runs on. */
  public Path present() {
    return folder.resolve(STATE);
  }

  /** The state that takes its place; there only while a command works, or was interrupted. */
  public Path next() {
    return folder.resolve(NEXT);
  }

  /** The state before the last swap, until the next start. */
  public Path former() {
    return folder.resolve(FORMER);
  }

  /** Writes the next state, for the account that the present one is for. */
  public void write(byte[] state) throws IOException {
    AtomicFiles.create(next(), state, true);
    PosixFileAttributeView view = posix(present());
    if (view != null) {
      PosixFileAttributes present = view.readAttributes();
      PosixFileAttributeView next = posix(next());
      next.setPermissions(present.permissions());
      if (!next.readAttributes().owner().equals(present.owner())) {
        next.setOwner(present.owner());
      }
      if (!next.readAttributes().group().equals(present.group())) {
        next.setGroup(present.group());
      }
    }
  }

  private static PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Puts the next state in the place of the present one, which becomes the former one. */
  public void swap() throws IOException {
    Files.deleteIfExists(former());
    Files.createLink(former(), present());
    AtomicFiles.rename(next(), present());
    AtomicFiles.syncFolder(folder);
  }

  /** Removes the next state. */
  public void discard() throws IOException {
    Files.deleteIfExists(next());
  }

  /** Removes the former state beside a state on which a guest starts. */
  public static void forgetFormer(Path state) throws IOException {
    Files.deleteIfExists(state.resolveSibling(FORMER));
  }

  /** Frees the lock. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
