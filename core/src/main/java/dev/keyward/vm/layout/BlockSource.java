package dev.keyward.vm.layout;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file of ours, read anywhere by many at once: on a disk or in memory. */
interface BlockSource extends Closeable {

  /** Bytes. */
  long size() throws IOException;

  /** Fills some of {@code target}; how many bytes, or -1 at the end. */
  int read(ByteBuffer target, long offset) throws IOException;

  static BlockSource of(FileChannel channel) {
    return new BlockSource() {
      @Override
      public long size() throws IOException {
        return channel.size();
      }

      @Override
      public int read(ByteBuffer target, long offset) throws IOException {
        return channel.read(target, offset);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** Nobody changes the bytes after. */
  static BlockSource of(byte[] bytes) {
    return new BlockSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(ByteBuffer target, long offset) {
        int step = (int) Math.min(target.remaining(), bytes.length - offset);
        if (step <= 0) {
          return -1;
        }
        target.put(bytes, (int) offset, step);
        return step;
      }

      @Override
      public void close() {
        // There is nothing to close.
      }
    };
  }
}
