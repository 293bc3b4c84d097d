package dev.keyward.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The end of a service for which Java has no memory left: some of its threads may have died of it,
 * so it must not go on as if nothing had happened.
 */
public final class OutOfMemory {

  /** What Java's own {@code -XX:+ExitOnOutOfMemoryError} ends with, too. */
  public static final int EXIT_CODE = 3;

  // Made before there is no memory for it.
  private static final byte[] MESSAGE =
      "keyward: error: Java is out of memory; the service ends\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private OutOfMemory() {}

  /** Makes ready what the end needs, while there is memory for it. */
  public static void prepare() {
    // Java has loaded this class when it comes here.
  }

  /** Ends the process at once if that is what {@code failure} says, or what caused it. */
  public static void endProcess(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        end();
      }
    }
  }

  private static void end() {
    try {
      ERR.write(MESSAGE);
    } catch (IOException e) {
      // The exit code says it.
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
