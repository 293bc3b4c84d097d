package dev.keyward.internal.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names under which the system shows the streams that a process was started with, such as {@code
 * /dev/stdin} and the {@code /dev/fd/63} of a shell's {@code <(...)}. They are open already, so
 * that reading them is what the user asked for; any other pipe may have nobody who writes to it.
 */
public final class OpenedStream {

  private static final Pattern NAMES =
      Pattern.compile("/dev/(?:stdin|fd/[0-9]{1,6})|/proc/(?:self|[0-9]{1,9})/fd/[0-9]{1,6}");

  private static final Pattern WRITTEN =
      Pattern.compile(NAMES.pattern().replace("stdin", "stdout|stderr"));

  private static final String READER_GONE = "its reader closed it";

  private OpenedStream() {}

  /**
   * Whether what is written there goes to somebody who takes it at once, and replaces nothing: a
   * pipe, a device, or a stream that was open already.
   */
  public static boolean takesOutput(Path path) throws IOException {
    if (WRITTEN.matcher(path.toString()).matches()) {
      return Files.exists(path) && !Files.isDirectory(path);
    }
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (NoSuchFileException e) {
      return false;
    } catch (FileSystemException e) {
      // Some systems tell nothing of a device.
      return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }
  }

  /**
   * Writes there, behind what is there; opening a pipe waits for its reader. If the reader closes
   * it before the end, {@link #isReaderGone} recognises the failure.
   */
  public static OutputStream output(Path path) throws IOException {
    OutputStream opened =
        Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    return new FilterOutputStream(opened) {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        try {
          out.write(source, offset, length);
        } catch (IOException e) {
          throw isBroken(e) ? new FileSystemException(path.toString(), null, READER_GONE) : e;
        }
      }
    };
  }

  /** Whether writing to {@link #output} failed because nobody reads it any more. */
  public static boolean isReaderGone(FileSystemException failure) {
    return READER_GONE.equals(failure.getReason());
  }

  /** The system's words depend on its language; they name the pipe in each. */
  private static boolean isBroken(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("pipe");
  }

  /** Whether the path is such a name. */
  public static boolean is(Path path) {
    return NAMES.matcher(path.toString()).matches();
  }

  /**
   * Refuses what could let a reader wait without end, and folders: Windows calls one that is opened
   * "not allowed", and other systems name no file when it is read.
   *
   * @throws FileSystemException where it is a folder, or a pipe, a socket or a device under another
   *     name
   */
  public static void requireReadable(Path path) throws IOException {
    // Nobody waits for the null device, which is empty.
    boolean harmless = is(path) || path.toString().equals("/dev/null");
    if (harmless) {
      return;
    }
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
    if (found.isDirectory()) {
      throw new FileSystemException(path.toString(), null, "a folder, expected a file");
    }
    if (found.isOther()) {
      throw new FileSystemException(
          path.toString(), null, "a pipe or a device; give - and send it to standard input");
    }
  }
}
