package dev.keyward.internal.tpm;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Writes the fields of a TPM structure one after the other, with the highest byte first. */
public final class FieldWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream fields = new DataOutputStream(bytes);

  /** A step that cannot fail in memory. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private FieldWriter with(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  /** Adds the lowest byte of a number. */
  public FieldWriter number8(int number) {
    return with(() -> fields.writeByte(number));
  }

  /** Adds the lowest two bytes of a number. */
  public FieldWriter number16(int number) {
    return with(() -> fields.writeShort(number));
  }

  /** Adds the lowest four bytes of a number. */
  public FieldWriter number32(long number) {
    return with(() -> fields.writeInt((int) number));
  }

  /** Adds eight bytes. */
  public FieldWriter number64(long number) {
    return with(() -> fields.writeLong(number));
  }

  /** Adds bytes as they are. */
  public FieldWriter bytes(byte[] content) {
    return with(() -> fields.write(content));
  }

  /** Adds bytes behind their size in two bytes, as TPM2B structures have them. */
  public FieldWriter sized(byte[] content) {
    if (content.length > 0xffff) {
      throw new IllegalArgumentException(content.length + " bytes have no size of two bytes");
    }
    return number16(content.length).bytes(content);
  }

  /** The bytes that were written. */
  public byte[] written() {
    return bytes.toByteArray();
  }
}
