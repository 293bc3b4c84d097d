package dev.keyward.tpm.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A device of Linux, such as {@code /dev/tpmrm0}: one write is a command, one read its response.
 */
final class DeviceTransport implements Transport {

  private final FileChannel device;
  private final Path path;

  DeviceTransport(Path path) throws IOException {
    this.path = path;
    this.device = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public byte[] exchange(byte[] command) throws IOException {
    if (device.write(ByteBuffer.wrap(command)) != command.length) {
      throw new IOException(path + " took a part of a command");
    }
    ByteBuffer response = ByteBuffer.allocate(MOST_BYTES);
    if (device.read(response) < HEADER_BYTES) {
      throw new EOFException(path + " gave no response");
    }
    return Arrays.copyOf(response.array(), response.position());
  }

  @Override
  public void close() throws IOException {
    device.close();
  }
}
