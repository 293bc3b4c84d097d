package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * A file that is written in a stream and stands under its name only when it is whole: what {@link
 * AtomicFiles} does for bytes that are there already.
 */
public final class AtomicOutput implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final boolean replace;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream stream;

  /**
   * Begins a temporary file beside {@code target}.
   *
   * @param replace whether a regular file of that name may be replaced
   * @throws FileAlreadyExistsException if it exists and may not, or is no regular file
   * @throws FileSystemException if it is a symbolic link
   */
  public AtomicOutput(Path target, boolean replace) throws IOException {
    LinkRule.require(target);
    boolean exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    boolean replaceable = replace && Files.isRegularFile(target);
    if (exists && !replaceable) {
      throw new FileAlreadyExistsException(target.toString());
    }
    this.target = target;
    this.replace = replace;
    Path fresh = AtomicFiles.freshBeside(this.target);
    try {
      this.channel =
          Unfinished.begin(
              fresh,
              () -> FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), new FileAttribute<?>[0]));
    } catch (FileSystemException e) {
      throw AtomicFiles.named(e, target);
    }
    this.temporary = fresh;
    this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  /** What is written here; closing it does nothing that {@link #commit} does not do. */
  public OutputStream stream() {
    return stream;
  }

  /** Syncs what was written and gives it its name, in one step. */
  public void commit() throws IOException {
    sync();
    place();
  }

  /** Brings what was written to the disk, and ends the writing. */
  public void sync() throws IOException {
    stream.flush();
    channel.force(true);
    channel.close();
  }

  /** Gives what was synced its name, in one step. */
  public void place() throws IOException {
    if (replace && Files.exists(target)) {
      PassedPermissions.of(target, temporary);
      AtomicFiles.rename(temporary, target);
    } else {
      AtomicFiles.linkOrReserve(temporary, target, false);
    }
    AtomicFiles.syncFolder(AtomicFiles.folderOf(target));
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Unfinished.discard(temporary, () -> Patience.SYSTEM.delete(temporary));
    }
  }
}
