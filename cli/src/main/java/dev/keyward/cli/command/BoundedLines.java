package dev.keyward.cli.command;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.io.Reader;

/** Reads lines without trusting their length. */
final class BoundedLines {

  private BoundedLines() {}

  /** The next line without its end, or null where there is none. */
  static String next(Reader from, int longest) throws IOException, MalformedInputException {
    StringBuilder line = new StringBuilder();
    int c = from.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.length() == longest) {
        throw new MalformedInputException(
            Fault.of("too-large", "batch", "a line of over " + longest + " characters", "less"));
      }
      line.append((char) c);
      c = from.read();
    }
    return line.toString();
  }
}
