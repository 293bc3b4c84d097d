package dev.keyward.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output can no longer be written to, so there is no use in going on. */
public final class OutputLost extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  OutputLost(IOException cause) {
    super(cause);
  }

  /** Whether the reader went away, which is its right and needs no error message. */
  public boolean isBrokenPipe() {
    String message = getCause().getMessage();
    return message != null && message.toLowerCase(java.util.Locale.ROOT).contains("pipe");
  }
}
