package dev.keyward.audit.look;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * As much of a file as tells its kind.
 *
 * @param relative its path from the folder that was named, with {@code /} on every system
 * @param size how many bytes it has
 * @param start its first bytes: up to 4 MiB of them, and at least 64 KiB where it has so many
 * @param end its last 512 bytes, or all where it has fewer
 */
public record Glance(String relative, long size, byte[] start, byte[] end) {

  /** What is enough to know every binary kind: 64 KiB. */
  public static final int START = 1 << 16;

  private static final int END = 512;

  /** Of a file that is held whole. */
  public static Glance of(String relative, byte[] content) {
    byte[] end = Arrays.copyOfRange(content, Math.max(0, content.length - END), content.length);
    return new Glance(relative, content.length, content, end);
  }

  /**
   * Of a longer file.
   *
   * @param most how many bytes of its start to read
   */
  public static Glance at(String relative, Path path, int most) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      long size = channel.size();
      byte[] start = read(channel, (int) Math.min(most, size));
      channel.position(Math.max(0, size - END));
      return new Glance(relative, size, start, read(channel, (int) Math.min(END, size)));
    }
  }

  private static byte[] read(SeekableByteChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      continue;
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** The file's own name. */
  String name() {
    return relative.substring(relative.lastIndexOf('/') + 1);
  }

  /** What stands behind the last dot of its name, in lower case; empty where there is none. */
  String ending() {
    String name = name();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
