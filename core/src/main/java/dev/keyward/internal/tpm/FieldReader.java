package dev.keyward.internal.tpm;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of a binary structure one after the other. No length is used before it is
 * compared with the bytes that are left. TPM structures have their highest byte first, event logs
 * their lowest.
 */
public final class FieldReader {

  private final ByteBuffer bytes;
  private final Fault.Kind kind;

  private FieldReader(ByteBuffer bytes, Fault.Kind kind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /**
   * Reads a structure of a TPM, with the highest byte first.
   *
   * @param bytes are not changed and not copied
   * @param kind the fault of every error
   */
  public static FieldReader ofTpm(byte[] bytes, Fault.Kind kind) {
    return new FieldReader(ByteBuffer.wrap(bytes), kind);
  }

  /** Reads a part of an event log, with the lowest byte first. */
  public static FieldReader ofLog(byte[] bytes, Fault.Kind kind) {
    return new FieldReader(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), kind);
  }

  /** The next byte, 0 to 255. */
  public int number8() throws MalformedInputException {
    need(Byte.BYTES);
    return Byte.toUnsignedInt(bytes.get());
  }

  /** The next two bytes, 0 to 65535. */
  public int number16() throws MalformedInputException {
    need(Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort());
  }

  /** The next four bytes without a sign. */
  public long number32() throws MalformedInputException {
    need(Integer.BYTES);
    return Integer.toUnsignedLong(bytes.getInt());
  }

  /** The next eight bytes; a number above {@link Long#MAX_VALUE} comes out negative. */
  public long number64() throws MalformedInputException {
    need(Long.BYTES);
    return bytes.getLong();
  }

  /** The next {@code size} bytes. */
  public byte[] bytes(long size) throws MalformedInputException {
    need(size);
    byte[] read = new byte[(int) size];
    bytes.get(read);
    return read;
  }

  /**
   * Bytes behind their size in two bytes, as TPM2B structures have them.
   *
   * @param most the largest size that is taken
   */
  public byte[] sized(int most) throws MalformedInputException {
    int size = number16();
    if (size > most) {
      throw fault("a field of " + size + " bytes where " + most + " are the most");
    }
    return bytes(size);
  }

  /** Refuses a number other than {@code expected} in the next two bytes. */
  public void expect16(int expected, String what) throws MalformedInputException {
    int number = number16();
    if (number != expected) {
      throw fault(
          what
              + " 0x"
              + Integer.toHexString(number)
              + " in place of 0x"
              + Integer.toHexString(expected));
    }
  }

  /** How many bytes are left. */
  public int left() {
    return bytes.remaining();
  }

  /** How many bytes were read. */
  public int position() {
    return bytes.position();
  }

  /** Refuses bytes after the last field. */
  public void end() throws MalformedInputException {
    if (bytes.hasRemaining()) {
      throw fault(bytes.remaining() + " bytes after the end");
    }
  }

  /** The error that the structure holds {@code found}. */
  public MalformedInputException fault(String found) {
    return kind.malformed(found);
  }

  private void need(long size) throws MalformedInputException {
    if (size < 0 || size > bytes.remaining()) {
      throw fault(
          "an end after "
              + bytes.limit()
              + " bytes, where a field at byte "
              + bytes.position()
              + " has "
              + Long.toUnsignedString(size));
    }
  }
}
