package dev.keyward.audit.walk;

import java.io.IOException;

/** Keeps a failure of what takes the results apart from one of the file that is read. */
final class SinkLost extends IOException {

  private static final long serialVersionUID = 1L;
  private final IOException failure;

  SinkLost(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  /** What happened. */
  IOException failure() {
    return failure;
  }
}
