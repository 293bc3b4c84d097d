package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * The header that counts: of the two copies, at 0 and at 4096, 46 bytes each, the right one with
 * the higher sequence number.
 *
 * @param logOffset where the replay log is; not checked
 * @param logSize bytes of the replay log, 0 for none; not checked
 * @param isCopyDamaged whether the other copy is damaged
 */
record HvsHeader(long logOffset, long logSize, boolean isCopyDamaged) {

  static final int SIZE = 46;
  static final int SECOND = 4096;

  private static final String PART = "header";
  private static final int SIGNATURE = 0x01282014;
  private static final int VERSION = 0x0400;
  private static final int CHECKSUM_AT = 4;
  private static final int SEQUENCE_AT = 8;
  private static final int VERSION_AT = 10;
  private static final int LOG_OFFSET_AT = 26;
  private static final int LOG_SIZE_AT = 34;

  /** Whether a file that begins so is a container; its first 4100 bytes are enough. */
  static boolean isIn(byte[] start) {
    ByteBuffer bytes = HvsPart.of(start);
    return isSigned(bytes, 0) || isSigned(bytes, SECOND);
  }

  private static boolean isSigned(ByteBuffer bytes, int offset) {
    return bytes.capacity() >= offset + Integer.BYTES && bytes.getInt(offset) == SIGNATURE;
  }

  static HvsHeader read(HvsSource source) throws HvsException, IOException {
    Optional<ByteBuffer> first = copy(source, 0);
    Optional<ByteBuffer> second = copy(source, SECOND);
    ByteBuffer bytes =
        newer(first, second)
            .orElseThrow(
                () ->
                    new HvsException(
                        PART, "two damaged copies", "one with its signature and checksum"));
    int version = bytes.getInt(VERSION_AT);
    if (version != VERSION) {
      throw HvsException.version(
          PART, String.format(Locale.ROOT, "format version 0x%04x", version), "0x0400");
    }
    return new HvsHeader(
        bytes.getLong(LOG_OFFSET_AT),
        bytes.getLong(LOG_SIZE_AT),
        first.isEmpty() || second.isEmpty());
  }

  private static Optional<ByteBuffer> copy(HvsSource source, int offset)
      throws HvsException, IOException {
    if (!HvsPart.isInside(source, offset, SIZE)) {
      return Optional.empty();
    }
    ByteBuffer bytes = HvsPart.read(source, PART, offset, SIZE);
    boolean right = isSigned(bytes, 0) && HvsPart.isRight(bytes, 0, SIZE, CHECKSUM_AT);
    return right ? Optional.of(bytes) : Optional.empty();
  }

  private static Optional<ByteBuffer> newer(
      Optional<ByteBuffer> first, Optional<ByteBuffer> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.or(() -> second);
    }
    return sequence(second.get()) > sequence(first.get()) ? second : first;
  }

  private static int sequence(ByteBuffer header) {
    return Short.toUnsignedInt(header.getShort(SEQUENCE_AT));
  }
}
