package dev.keyward.file;

import dev.keyward.internal.io.FileStamp;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file that is sealed or signed only as it was at one moment: it must have the same size, times
 * and identity before and after it is read. A write within the same tick of the file system's clock
 * as the one before it, and a write through a memory mapping, may go unnoticed.
 */
public final class WatchedFile {

  private final Path path;
  private final String named;
  private final FileStamp before;

  private WatchedFile(Path path, String named, FileStamp before) {
    this.path = path;
    this.named = named;
    this.before = before;
  }

  /**
   * Begins to watch.
   *
   * @param named what the user calls it
   */
  public static WatchedFile of(Path path, String named) throws IOException {
    return new WatchedFile(path, named, FileStamp.of(path));
  }

  /** Bytes when the watch began; 0 for a block device. */
  public long size() {
    return before.size();
  }

  /** Whether it is a block device, whose times and size tell nothing. */
  public boolean isDevice() {
    return before.isDevice();
  }

  /**
   * The content from its beginning.
   *
   * @return a stream whose end fails as {@link #requireUnchanged} does
   */
  public InputStream open() throws IOException {
    return new FilterInputStream(SafeFiles.open(path)) {
      @Override
      public int read() throws IOException {
        int got = super.read();
        return got < 0 ? end() : got;
      }

      @Override
      public int read(byte[] target, int start, int length) throws IOException {
        int got = super.read(target, start, length);
        return got < 0 ? end() : got;
      }
    };
  }

  private int end() throws IOException {
    requireUnchanged();
    return -1;
  }

  /**
   * Refuses a file that was written to, or replaced, since the watch began.
   *
   * @throws FileSystemException that says so
   */
  public void requireUnchanged() throws IOException {
    if (!FileStamp.of(path).equals(before)) {
      throw changed(named);
    }
  }

  /** The error for a file that changed. */
  public static FileSystemException changed(String named) {
    return new FileSystemException(
        named,
        null,
        "it changed while Keyward read it, so Keyward does not use it; run the same command again"
            + " when no program writes to it");
  }
}
