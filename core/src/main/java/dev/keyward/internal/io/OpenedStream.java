package dev.keyward.internal.io;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Names under which the system shows the streams that a process was started with, such as {@code
 * /dev/stdin} and the {@code /dev/fd/63} of a shell's {@code <(...)}. They are open already, so
 * that reading them is what the user asked for; any other pipe may have nobody who writes to it.
 */
public final class OpenedStream {

  private static final Pattern NAMES =
      Pattern.compile("/dev/(?:stdin|fd/[0-9]{1,6})|/proc/(?:self|[0-9]{1,9})/fd/[0-9]{1,6}");

  private OpenedStream() {}

  /** Whether the path is such a name. */
  public static boolean is(Path path) {
    return NAMES.matcher(path.toString()).matches();
  }
}
