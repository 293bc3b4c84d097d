package dev.keyward.internal.xml;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends the reading where one token takes more characters than a bound, because the parser holds a
 * whole token, and a token can be as long as the file.
 */
final class TokenBoundReader extends FilterReader {

  private final int most;
  private long left;

  /** What the parser gets to see; it passes exceptions of I/O on. */
  static final class TokenTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  TokenBoundReader(Reader in, int most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  /** The parser goes on to the next token. */
  void nextToken() {
    left = most;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new TokenTooLongException();
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    left -= Math.max(read, 0);
    return read;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }
}
