package dev.keyward.cli.vm.swtpm;

import java.io.OutputStream;
import java.util.Arrays;

/** Takes the passphrase of a virtual TPM, at most 4096 bytes. Closing wipes it. */
public final class SecretBytes extends OutputStream {

  private final byte[] bytes = new byte[4096];
  private int size;

  @Override
  public void write(int next) {
    write(new byte[] {(byte) next}, 0, 1);
  }

  @Override
  public void write(byte[] from, int start, int length) {
    if (length > bytes.length - size) {
      throw new IllegalStateException("a passphrase of more than " + bytes.length + " bytes");
    }
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  /** A copy, which is the caller's to wipe. */
  public byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    size = 0;
  }
}
