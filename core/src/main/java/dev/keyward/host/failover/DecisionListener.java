package dev.keyward.host.failover;

import java.io.IOException;
import java.nio.file.Path;

/** Told of every decision when it is made. */
@FunctionalInterface
public interface DecisionListener {

  /** One more decision. */
  void decided(Decision decision) throws IOException;

  /**
   * Told once for each file that the host could not write and does not need: the event log, how it
   * stood, a health certificate. The start goes on.
   */
  default void notWritten(Path file, IOException failure) throws IOException {}
}
