package dev.keyward.vm.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The checksum of headers and region tables (MS-VHDX 2.2): CRC-32C over the whole structure with
 * the checksum itself, at offset 4, as zeros.
 */
final class VhdxChecksum {

  private static final int CHECKSUM = 4;

  private VhdxChecksum() {}

  /** The structure, little-endian, when its signature and checksum are right. */
  static Optional<ByteBuffer> table(ByteBuffer bytes, int signature) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    int stored = bytes.getInt(CHECKSUM);
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CHECKSUM));
    crc.update(new byte[Integer.BYTES]);
    int rest = CHECKSUM + Integer.BYTES;
    crc.update(bytes.slice(rest, bytes.capacity() - rest));
    boolean right = bytes.getInt(0) == signature && (int) crc.getValue() == stored;
    return right ? Optional.of(bytes) : Optional.empty();
  }
}
