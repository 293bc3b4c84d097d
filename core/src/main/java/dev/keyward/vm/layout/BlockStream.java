package dev.keyward.vm.layout;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** One block of a file, read in a stream. */
final class BlockStream extends InputStream {

  private final BlockSource source;
  private long at;
  private long left;

  BlockStream(BlockSource source, long offset, long length) {
    this.source = source;
    this.at = offset;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int step = (int) Math.min(length, left);
    int got = source.read(ByteBuffer.wrap(bytes, offset, step), at);
    if (got < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    at += got;
    left -= got;
    return got;
  }
}
