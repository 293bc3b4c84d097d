package dev.keyward.cli.serve;

import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file that lines are appended to. */
public final class LogFile implements RequestLog.Lines, AutoCloseable {

  private final FileChannel channel;
  private boolean torn;

  private LogFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens {@code file}, which is made where there is none. */
  public static LogFile open(Path file) throws IOException {
    return new LogFile(SafeFiles.append(file));
  }

  @Override
  public void write(String json) throws IOException {
    // After a line that the disk had no room for, the next one begins on a line of its own.
    String line = (torn ? "\n" : "") + json + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    boolean begun = torn;
    torn = true;
    try {
      while (bytes.hasRemaining()) {
        begun |= channel.write(bytes) > 0;
      }
      torn = false;
    } finally {
      torn &= begun;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
