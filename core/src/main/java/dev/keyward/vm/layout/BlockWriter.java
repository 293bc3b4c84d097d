package dev.keyward.vm.layout;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes a file of ours: the magic line, then blocks, each after its length. */
public final class BlockWriter {

  /** How a file begins. */
  static final String MAGIC = "KEYWARD-FILE 1\n";

  private final OutputStream out;

  public BlockWriter(OutputStream out) throws IOException {
    this.out = out;
    out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
  }

  public void block(byte[] content) throws IOException {
    length(content.length);
    out.write(content);
  }

  /** A block that is written in a stream; closing the stream leaves the file open. */
  public OutputStream block(long length) throws IOException {
    length(length);
    return new Unclosed(out);
  }

  private void length(long length) throws IOException {
    out.write(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
  }

  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
