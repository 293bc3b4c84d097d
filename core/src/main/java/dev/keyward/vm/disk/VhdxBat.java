package dev.keyward.vm.disk;

import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The block allocation table of a VHDX without a parent (MS-VHDX 2.5): 8 bytes a block,
 * little-endian, with the state in the lowest 3 bits and the offset in the file, whole mebibytes,
 * in the highest 44. After each {@code chunkRatio} entries stands one for a sector bitmap, which
 * has no meaning without a parent and is passed over.
 *
 * <p>The table can have 512 MiB, so one window of it is kept. Entries are checked each time they
 * are read.
 */
final class VhdxBat {

  private static final int WINDOW_ENTRIES = 8192;

  /** 2^23 sectors share a sector bitmap. */
  private static final long SECTORS_IN_CHUNK = 1L << 23;

  private static final long OFFSET_MASK = -1L << 20;
  private static final int FULLY_PRESENT = 6;
  private static final int LAST_ABSENT = 3;

  private final DiskFile file;
  private final long position;
  private final long entries;
  private final long chunkRatio;
  private final long blockSize;
  private final long[] window = new long[WINDOW_ENTRIES];
  private long windowNumber = -1;

  /**
   * @throws MalformedInputException code {@code vhdx-bat-size} when the region is too short
   */
  VhdxBat(DiskFile file, Extent region, VhdxMetadata metadata) throws MalformedInputException {
    this.file = file;
    this.position = region.filePosition();
    this.blockSize = metadata.blockSize();
    this.chunkRatio = SECTORS_IN_CHUNK * metadata.sectorSize() / blockSize;
    long blocks = (metadata.virtualSize() + blockSize - 1) / blockSize;
    this.entries = blocks + (blocks - 1) / chunkRatio;
    if (entries * Long.BYTES > region.length()) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-bat-size",
              "block allocation table",
              region.length() + " bytes",
              entries + " entries of 8 bytes"));
    }
  }

  /**
   * The offset in the file of a block, or -1 when the file does not hold it. Blocks not present,
   * undefined, zero or unmapped (states 0 to 3) are zeros.
   *
   * @throws MalformedInputException code {@code vhdx-block-state}, {@code vhdx-block-place}
   */
  long offset(long block) throws MalformedInputException, IOException {
    long entry = entry(block + block / chunkRatio);
    int state = (int) (entry & 7);
    if (state <= LAST_ABSENT) {
      return -1;
    }
    if (state != FULLY_PRESENT) {
      throw new MalformedInputException(
          file.fault("vhdx-block-state", "block " + block, "state " + state, "0 to 3 or 6"));
    }
    long offset = entry & OFFSET_MASK;
    if (offset <= 0 || offset > file.size() - blockSize) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-block-place",
              "block " + block,
              "an offset of " + Long.toUnsignedString(offset),
              "a whole block in a file of " + file.size() + " bytes"));
    }
    return offset;
  }

  private synchronized long entry(long index) throws IOException {
    long number = index / WINDOW_ENTRIES;
    if (number != windowNumber) {
      windowNumber = -1;
      long first = number * WINDOW_ENTRIES;
      int count = (int) Math.min(WINDOW_ENTRIES, entries - first);
      ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
      file.read(position + first * Long.BYTES, bytes.array(), 0, bytes.capacity());
      bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(window, 0, count);
      windowNumber = number;
    }
    return window[(int) (index % WINDOW_ENTRIES)];
  }
}
