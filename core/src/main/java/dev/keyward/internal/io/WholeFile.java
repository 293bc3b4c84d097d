package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads small files into one array of their size, without buffers between. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * The first bytes of a file, all of them where it is not longer.
   *
   * @param most how many bytes to take at most
   */
  public static byte[] read(Path file, int most) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer content = ByteBuffer.allocate((int) Math.min(channel.size(), most));
      while (content.hasRemaining() && channel.read(content) >= 0) {
        continue;
      }
      byte[] read = content.array();
      if (content.hasRemaining()) {
        return Arrays.copyOf(read, content.position());
      }
      // It may have grown meanwhile; pipes and devices say that they have no bytes at all.
      byte[] more = rest(channel, most - read.length);
      return more.length == 0 ? read : joined(read, more);
    }
  }

  private static byte[] rest(SeekableByteChannel channel, int most) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    if (most == 0 || channel.read(one) < 0) {
      return new byte[0];
    }
    return joined(one.array(), Channels.newInputStream(channel).readNBytes(most - 1));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
