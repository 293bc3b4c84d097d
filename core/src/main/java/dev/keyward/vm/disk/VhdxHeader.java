package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The current one of the two headers (MS-VHDX 2.2.2): 4 KiB each at 64 KiB and 128 KiB.
 *
 * @param logOffset where the log is
 * @param logLength bytes of the log, 0 to 4 GiB
 */
record VhdxHeader(long logOffset, long logLength) {

  private static final int SIZE = 4 << 10;
  private static final int SIGNATURE = 0x64616568; // "head"
  private static final int SEQUENCE_NUMBER = 8;
  private static final int LOG_GUID = 48;
  private static final int LOG_VERSION = 64;
  private static final int VERSION = 66;
  private static final int LOG_LENGTH = 68;
  private static final int LOG_OFFSET = 72;

  static VhdxHeader read(DiskFile file) throws KeywardException, IOException {
    Optional<ByteBuffer> one = VhdxChecksum.table(file.part("header 1", 64 << 10, SIZE), SIGNATURE);
    Optional<ByteBuffer> two =
        VhdxChecksum.table(file.part("header 2", 128 << 10, SIZE), SIGNATURE);
    if (one.isEmpty() && two.isEmpty()) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-header", "headers", "no header with a right checksum", "at least one of two"));
    }
    ByteBuffer header = one.isPresent() && two.isPresent() ? newer(file, one, two) : any(one, two);
    requireKnown(file, header);
    return new VhdxHeader(
        header.getLong(LOG_OFFSET), Integer.toUnsignedLong(header.getInt(LOG_LENGTH)));
  }

  private static ByteBuffer any(Optional<ByteBuffer> one, Optional<ByteBuffer> two) {
    return one.or(() -> two).orElseThrow();
  }

  private static ByteBuffer newer(DiskFile file, Optional<ByteBuffer> one, Optional<ByteBuffer> two)
      throws MalformedInputException {
    ByteBuffer first = one.orElseThrow();
    ByteBuffer second = two.orElseThrow();
    int order =
        Long.compareUnsigned(first.getLong(SEQUENCE_NUMBER), second.getLong(SEQUENCE_NUMBER));
    if (order == 0 && !first.equals(second)) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-headers-differ",
              "headers",
              "two different headers with the same sequence number",
              "one of them to be newer"));
    }
    return order >= 0 ? first : second;
  }

  private static void requireKnown(DiskFile file, ByteBuffer header)
      throws UnsupportedFormatException {
    int version = Short.toUnsignedInt(header.getShort(VERSION));
    int logVersion = Short.toUnsignedInt(header.getShort(LOG_VERSION));
    if (version != 1 || logVersion != 0) {
      throw new UnsupportedFormatException(
          file.fault(
              "vhdx-version",
              "header",
              "version " + version + " with log version " + logVersion,
              "version 1 with log version 0"));
    }
    if (header.getLong(LOG_GUID) != 0 || header.getLong(LOG_GUID + Long.BYTES) != 0) {
      throw new UnsupportedFormatException(
          file.fault("vhdx-log", "header", "a log that must be replayed", "a disk closed properly")
              .withHint(
                  "replay it: qemu-img check -r all FILE, or Mount-VHD and Dismount-VHD; then"
                      + " try again"));
    }
  }
}
