package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Takes structures out of a container: never outside the file, and little-endian. */
final class HvsPart {

  private HvsPart() {}

  /**
   * A structure whose length is bounded by the code that asks for it.
   *
   * @param name what an error calls it
   */
  static ByteBuffer read(HvsSource source, String name, long offset, int length)
      throws HvsException, IOException {
    requireInside(source, name, offset, length);
    byte[] bytes = new byte[length];
    source.read(offset, bytes);
    return of(bytes);
  }

  static ByteBuffer of(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** One of many entries of the same size, without a copy. */
  static ByteBuffer entry(ByteBuffer entries, int index, int size) {
    return entries.slice(index * size, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Tests a place before any bound is applied to it; a negative offset is 2^63 or more. */
  static void requireInside(HvsSource source, String name, long offset, long length)
      throws HvsException {
    if (!isInside(source, offset, length)) {
      throw new HvsException(
          name,
          length + " bytes at " + Long.toUnsignedString(offset) + ", which is outside the file",
          "a place within its " + source.size() + " bytes");
    }
  }

  static boolean isInside(HvsSource source, long offset, long length) {
    return offset >= 0 && length <= source.size() && offset <= source.size() - length;
  }

  /**
   * Whether the checksum of a structure is right.
   *
   * @param place where the checksum is, from the start of the structure
   */
  static boolean isRight(ByteBuffer bytes, int start, int length, int place) {
    CRC32 crc = new CRC32();
    crc.update(bytes.slice(start, place));
    crc.update(new byte[Integer.BYTES]);
    int rest = place + Integer.BYTES;
    crc.update(bytes.slice(start + rest, length - rest));
    return (int) crc.getValue() == bytes.getInt(start + place);
  }

  static void requireRight(String name, ByteBuffer bytes, int length, int place)
      throws HvsException {
    if (!isRight(bytes, 0, length, place)) {
      throw wrongChecksum(name);
    }
  }

  /** The checksum of bytes that do not have it among them. */
  static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  static HvsException wrongChecksum(String name) {
    return new HvsException(name, "a wrong checksum", "the checksum of its bytes");
  }
}
