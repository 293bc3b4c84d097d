package dev.keyward.cli.protector.batch;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Reads lines without trusting their length. */
final class BoundedLines {

  private BoundedLines() {}

  /**
   * The next line without its end, or empty where there is none. Of a longer line than {@code
   * longest} characters only one character more is kept, which tells that it was too long.
   */
  static Optional<String> next(Reader from, int longest) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = from.read();
    if (c < 0) {
      return Optional.empty();
    }
    while (c >= 0 && c != '\n') {
      if (line.length() <= longest) {
        line.append((char) c);
      }
      c = from.read();
    }
    return Optional.of(line.toString());
  }
}
