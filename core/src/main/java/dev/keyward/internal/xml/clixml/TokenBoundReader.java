package dev.keyward.internal.xml.clixml;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends the reading where one token takes more characters than a bound, because the parser holds a
 * whole token, and a token can be as long as the file. A tag is bounded much tighter: the parser
 * compares each of its attributes and namespaces with those before it.
 */
public final class TokenBoundReader extends FilterReader {

  /** No tag of an export is a tenth as long. */
  private static final int MOST_IN_TAG = 1 << 13;

  private final int most;
  private long left;
  private int inTag;
  private char quote;
  private boolean noQuotes;

  /** What the parser gets to see; it passes exceptions of I/O on. */
  public static final class TokenTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  public TokenBoundReader(Reader in, int most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  /** The parser goes on to the next token. */
  public void nextToken() {
    left = most;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new TokenTooLongException();
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    left -= Math.max(read, 0);
    for (int i = offset; i < offset + read; i++) {
      count(buffer[i]);
    }
    return read;
  }

  /**
   * A quoted {@code >} ends no tag; comments and the like, which begin with ! or ?, quote nothing.
   */
  private void count(char c) throws TokenTooLongException {
    if (inTag == 0) {
      inTag = c == '<' ? 1 : 0;
      quote = 0;
    } else if (quote == 0 && c == '>') {
      inTag = 0;
    } else {
      noQuotes = inTag == 1 ? c == '!' || c == '?' : noQuotes;
      if (quote == 0 && !noQuotes && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      if (++inTag > MOST_IN_TAG) {
        throw new TokenTooLongException();
      }
    }
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }
}
