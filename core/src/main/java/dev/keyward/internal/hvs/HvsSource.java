package dev.keyward.internal.hvs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** The bytes of a container, read by position. */
public interface HvsSource {

  /** How many bytes there are. */
  long size();

  /**
   * Fills an array from a place in the file.
   *
   * @param offset the place; the array's length more is at most {@link #size}
   * @throws EOFException where the file became shorter meanwhile
   */
  void read(long offset, byte[] target) throws IOException;

  /** Whether another program may write it while it is read. */
  default boolean mayChange() {
    return true;
  }

  /** Bytes that nobody changes. */
  static HvsSource of(byte[] content) {
    return new HvsSource() {
      @Override
      public boolean mayChange() {
        return false;
      }

      @Override
      public long size() {
        return content.length;
      }

      @Override
      public void read(long offset, byte[] target) {
        System.arraycopy(content, (int) offset, target, 0, target.length);
      }
    };
  }

  /** An open file with the size that it has now; it is read by one thread and stays open. */
  static HvsSource of(SeekableByteChannel channel) throws IOException {
    long size = channel.size();
    return new HvsSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long offset, byte[] target) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(target);
        channel.position(offset);
        while (rest.hasRemaining()) {
          if (channel.read(rest) < 0) {
            throw new EOFException("the file became shorter while it was read");
          }
        }
      }
    };
  }
}
