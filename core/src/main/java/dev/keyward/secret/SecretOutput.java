package dev.keyward.secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Takes a secret whose length is not known before, and holds it in one array. When the secret needs
 * a larger array, the smaller one is wiped. Closing wipes the secret; after that this takes another
 * one.
 */
public final class SecretOutput extends OutputStream {

  private static final int FIRST = 4096;

  private final int most;
  private byte[] bytes = {};
  private int size;

  /** For a secret of at most so many bytes. */
  public SecretOutput(int most) {
    this.most = most;
  }

  /** The secret is larger than it may be. */
  public static final class Full extends IOException {
    private static final long serialVersionUID = 1;

    private Full(int most) {
      super("a secret of more than " + most + " bytes");
    }
  }

  /** How many bytes it takes at most. */
  public int most() {
    return most;
  }

  /** How many bytes it has. */
  public int size() {
    return size;
  }

  @Override
  public void write(int octet) throws IOException {
    makeRoom(1);
    bytes[size++] = (byte) octet;
  }

  @Override
  public void write(byte[] from, int start, int length) throws IOException {
    Objects.checkFromIndexSize(start, length, from.length);
    makeRoom(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  /**
   * Reads {@code in} to its end, without another array; does not close {@code in}.
   *
   * @throws Full where it has more than there is room for
   */
  public void fill(InputStream in) throws IOException {
    int got = 0;
    while (got >= 0) {
      size += got;
      if (size == most) {
        requireEnd(in);
        return;
      }
      makeRoom(1);
      got = in.read(bytes, size, bytes.length - size);
    }
  }

  private void requireEnd(InputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new Full(most);
    }
  }

  private void makeRoom(int length) throws Full {
    if (length > most - size) {
      throw new Full(most);
    }
    if (length > bytes.length - size) {
      long twice = Math.max(FIRST, 2L * bytes.length);
      byte[] larger = new byte[(int) Math.min(most, Math.max(twice, size + length))];
      System.arraycopy(bytes, 0, larger, 0, size);
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
  }

  /** Reads the secret from its beginning, without a copy. After closing there are zeros. */
  public InputStream content() {
    return new ByteArrayInputStream(bytes, 0, size);
  }

  /** A copy, which is the caller's to wipe. */
  public byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  /** Wipes the secret. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    size = 0;
  }

  /** The size only. */
  @Override
  public String toString() {
    return "SecretOutput(" + size + " bytes)";
  }
}
