package dev.keyward.vm.layout;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The byte 0x80 and zeros behind content, up to a multiple of 256 bytes (ISO/IEC 7816-4). */
final class Padding {

  static final int BLOCK = 256;

  private static final byte MARK = (byte) 0x80;

  private Padding() {}

  static long padded(long size) {
    return (size / BLOCK + 1) * BLOCK;
  }

  /** Adds the padding when it is closed, and closes {@code out}. */
  static OutputStream adding(OutputStream out) {
    return new Adding(out);
  }

  private static final class Adding extends FilterOutputStream {

    private long size;
    private boolean closed;

    Adding(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      size += length;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        byte[] padding = new byte[(int) (padded(size) - size)];
        padding[0] = MARK;
        out.write(padding);
        out.close();
      }
    }
  }

  /** Passes padded content on without its padding; its last block is held back for that. */
  static final class Cut implements PartForm.Target {

    private final OutputStream out;
    private final byte[] last = new byte[BLOCK];
    private long before;
    private int held;

    /**
     * @param size of all that comes: at least one block
     */
    Cut(OutputStream out, long size) {
      this.out = out;
      this.before = size - BLOCK;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
      int now = (int) Math.min(length, before);
      out.write(bytes, 0, now);
      before -= now;
      System.arraycopy(bytes, now, last, held, length - now);
      held += length - now;
    }

    @Override
    public boolean end() throws IOException {
      try {
        int end = held - 1;
        while (end > 0 && last[end] == 0) {
          end--;
        }
        if (held < BLOCK || last[end] != MARK) {
          return false;
        }
        out.write(last, 0, end);
        return true;
      } finally {
        Arrays.fill(last, (byte) 0);
      }
    }
  }
}
