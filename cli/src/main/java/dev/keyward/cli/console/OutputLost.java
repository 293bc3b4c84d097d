package dev.keyward.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Standard output can no longer be written to, so there is no use in going on. */
public final class OutputLost extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  private final IOException failure;

  OutputLost(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  /** Why. */
  public IOException failure() {
    return failure;
  }

  /** Whether the reader went away, which is its right and needs no error message. */
  public boolean isBrokenPipe() {
    String message = failure.getMessage();
    return message != null && message.toLowerCase(java.util.Locale.ROOT).contains("pipe");
  }
}
