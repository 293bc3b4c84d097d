package dev.keyward.cli.serve;

import dev.keyward.file.SafeFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A file that lines are appended to. If it gets another name or is removed, as when logs rotate,
 * the next line goes to a new file of the old name; {@link #reopen} does not wait for that line.
 */
public final class LogFile implements RequestLog.Lines, AutoCloseable {

  private final Path file;
  private FileChannel channel;
  private Optional<Object> identity;
  private boolean torn;

  private LogFile(Path file) throws IOException {
    this.file = file;
    this.channel = opened(file);
    this.identity = identity(file);
  }

  /** Opens {@code file}, which is made where there is none. */
  public static LogFile open(Path file) throws IOException {
    return new LogFile(file);
  }

  private static FileChannel opened(Path file) throws IOException {
    return SafeFiles.append(file);
  }

  /** What tells the file from others; empty for streams, and where the system has none. */
  private static Optional<Object> identity(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return found.isRegularFile() ? Optional.ofNullable(found.fileKey()) : Optional.empty();
  }

  private boolean isMoved() throws IOException {
    try {
      return identity.isPresent() && !identity.equals(identity(file));
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  @Override
  public void reopen() throws IOException {
    FileChannel fresh = opened(file);
    channel.close();
    channel = fresh;
    identity = identity(file);
    torn = false;
  }

  @Override
  public void write(String json) throws IOException {
    if (isMoved()) {
      reopen();
    }
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
