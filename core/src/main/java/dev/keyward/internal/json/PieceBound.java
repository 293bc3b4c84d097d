package dev.keyward.internal.json;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Characters of a document, so many for each piece. What a parser reads ahead counts for the piece
 * before.
 */
final class PieceBound extends FilterReader {

  /** More than a parser reads ahead at once. */
  private static final int AHEAD = 1 << 14;

  private final int most;
  private long left;

  /** There were more than may be. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong() {
      super("too long");
    }
  }

  PieceBound(InputStream utf8, int most) {
    super(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
    this.most = most;
    next();
  }

  /** The next piece begins. */
  void next() {
    left = (long) most + AHEAD;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] to, int from, int length) throws IOException {
    if (left <= 0) {
      throw new TooLong();
    }
    int count = super.read(to, from, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }
}
