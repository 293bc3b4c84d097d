package dev.keyward.internal.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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

  /** Writes there, behind what is there; opening a pipe waits for its reader. */
  public static OutputStream output(Path path) throws IOException {
    return Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
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
