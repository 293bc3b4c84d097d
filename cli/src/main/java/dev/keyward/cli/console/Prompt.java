package dev.keyward.cli.console;

import java.io.IOException;

/** Asks a person for a passphrase on the terminal, without showing it. */
@FunctionalInterface
public interface Prompt {

  /**
   * Shows {@code question} and reads a line.
   *
   * @return the characters, which the caller wipes, or null if the input ended
   */
  char[] ask(String question) throws IOException;
}
