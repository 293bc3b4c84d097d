package dev.keyward.internal.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that is written in a stream and stands under its name only when it is whole: what {@link
 * AtomicFiles} does for bytes that are there already.
 */
public final class AtomicOutput implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path called;
  private final boolean replace;
  private final boolean ownerOnly;
  private final TemporaryPath temporary;
  private final FileChannel channel;
  private final OutputStream stream;

  /**
   * Begins a temporary file beside {@code target}.
   *
   * @param replace whether a regular file of that name may be replaced
   * @throws FileAlreadyExistsException if it exists and may not, or is not a regular file
   * @throws FileSystemException if it is a symbolic link
   */
  public AtomicOutput(Path target, boolean replace) throws IOException {
    this(target, target, replace, false);
  }

  /**
   * Begins a temporary file that may replace a regular file.
   *
   * @param called what the user calls the target, which failures name
   */
  static AtomicOutput replacing(Path target, Path called) throws IOException {
    return new AtomicOutput(target, called, true, false);
  }

  /**
   * Begins a temporary file that only its owner can open, and that may replace a regular file.
   *
   * @throws FileAlreadyExistsException if something else has that name
   */
  public static AtomicOutput ownerOnly(Path target) throws IOException {
    return new AtomicOutput(target, target, true, true);
  }

  private AtomicOutput(Path target, Path called, boolean replace, boolean ownerOnly)
      throws IOException {
    LinkRule.require(target);
    boolean exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    boolean replaceable = replace && Files.isRegularFile(target);
    if (exists && !replaceable) {
      throw new FileAlreadyExistsException(target.toString());
    }
    this.target = target;
    this.called = called;
    this.replace = replace;
    this.ownerOnly = ownerOnly;
    try {
      this.temporary = TemporaryPath.beside(target);
      this.channel = begin(temporary, ownerOnly);
    } catch (FileSystemException e) {
      throw AtomicFiles.named(e, called);
    }
    this.stream = new BufferedOutputStream(new NamedStream(channel, called), BUFFER);
  }

  private static FileChannel begin(TemporaryPath temporary, boolean ownerOnly) throws IOException {
    try {
      return temporary.make(name -> AtomicFiles.openNew(name, ownerOnly));
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
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
    try {
      channel.force(true);
    } catch (IOException e) {
      throw AtomicFiles.placed(e, called);
    }
    channel.close();
  }

  /** Gives what was synced its name, in one step. */
  public void place() throws IOException {
    if (replace && Files.exists(target)) {
      if (!ownerOnly) {
        PassedPermissions.of(target, temporary.path());
      }
      AtomicFiles.rename(temporary.path(), target);
    } else {
      AtomicFiles.linkOrReserve(temporary.path(), target, ownerOnly);
    }
    AtomicFiles.syncFolder(AtomicFiles.folderOf(target));
  }

  /** Says which file a disk had no room for. */
  private static final class NamedStream extends FilterOutputStream {

    private final Path target;

    NamedStream(FileChannel channel, Path target) {
      super(Channels.newOutputStream(channel));
      this.target = target;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw AtomicFiles.placed(e, target);
      }
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      temporary.close();
    }
  }
}
