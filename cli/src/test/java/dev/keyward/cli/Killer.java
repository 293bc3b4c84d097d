package dev.keyward.cli;

import java.nio.file.Path;

/** Ends commands before they are done, but for the first. */
interface Killer {

  /**
   * Runs a command and ends it.
   *
   * @param watched the folder in {@code work} that changes first
   */
  void kill(Path work, String watched, String... words) throws Exception;
}
