package dev.keyward.vm.disk;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The file under a virtual disk: reads at a place, never past the end, and names the file. */
final class DiskFile implements Closeable {

  /** Small enough that what the kernel gave is still in the processor's cache when it is copied. */
  private static final int CHUNK = 128 << 10;

  private final FileChannel channel;
  private final String where;
  private final long size;

  DiskFile(FileChannel channel, String where) throws IOException {
    this.channel = channel;
    this.where = where;
    this.size = channel.size();
  }

  /** Bytes in the file when it was opened. */
  long size() {
    return size;
  }

  String where() {
    return where;
  }

  /** Whether it still has as many bytes; a device may grow or shrink while it is open. */
  boolean hasSameSize() throws IOException {
    return channel.size() == size;
  }

  /**
   * A part of the file, whole; {@code length} comes from a format, not from the file.
   *
   * @throws MalformedInputException code {@code disk-truncated}
   */
  ByteBuffer part(String name, long offset, int length)
      throws MalformedInputException, IOException {
    if (offset < 0 || length > size - offset) {
      throw new MalformedInputException(
          fault(
              "disk-truncated",
              name,
              "a file of " + size + " bytes",
              length + " bytes at " + offset));
    }
    byte[] bytes = new byte[length];
    read(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes);
  }

  /** Fills a part of an array from a place that was checked before. */
  void read(long offset, byte[] target, int start, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(CHUNK, length - done);
      int got = channel.read(ByteBuffer.wrap(target, start + done, step), offset + done);
      if (got < 0) {
        throw new EOFException(where + ": the file became shorter while it was read");
      }
      done += got;
    }
  }

  /** A fault in a part of this file; an empty name means the file itself. */
  Fault fault(String code, String part, String found, String expected) {
    Fault fault = Fault.of(code, part, found, expected);
    return where.isEmpty() ? fault : fault.within(where);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
