package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;

/**
 * What the metadata of a VHDX says of the disk (MS-VHDX 2.6).
 *
 * @param fixed whether blocks stay allocated
 * @param blockSize bytes, a power of two from 1 MiB to 256 MiB
 * @param virtualSize bytes, whole sectors, to 64 TiB
 * @param sectorSize 512 or 4096
 */
record VhdxMetadata(boolean fixed, long blockSize, long virtualSize, int sectorSize) {

  private static final long LEAST_BLOCK = 1 << 20;
  private static final long MOST_BLOCK = 256 << 20;
  private static final int HAS_PARENT = 2;
  private static final String PART = "metadata";

  static VhdxMetadata read(DiskFile file, Extent region) throws KeywardException, IOException {
    VhdxMetadataTable items = VhdxMetadataTable.read(file, region);
    long parameters = items.required(VhdxMetadataTable.FILE_PARAMETERS, Long.BYTES);
    int flags = (int) (parameters >>> 32);
    if ((flags & HAS_PARENT) != 0 || items.has(VhdxMetadataTable.PARENT_LOCATOR)) {
      throw new UnsupportedFormatException(
          file.fault("vhdx-differencing", PART, "a differencing disk", "one without a parent")
              .withHint("merge it with its parent first: Merge-VHD, or Convert-VHD to a new disk"));
    }
    long blockSize = parameters & 0xffff_ffffL;
    if (blockSize < LEAST_BLOCK || blockSize > MOST_BLOCK || Long.bitCount(blockSize) != 1) {
      throw malformed(
          file, "block-size", blockSize + " bytes a block", "a power of two, 1 MiB to 256 MiB");
    }
    long sector = items.required(VhdxMetadataTable.LOGICAL_SECTOR_SIZE, Integer.BYTES);
    if (sector != 512 && sector != 4096) {
      throw malformed(file, "sector-size", sector + " bytes a sector", "512 or 4096");
    }
    long size = items.required(VhdxMetadataTable.VIRTUAL_DISK_SIZE, Long.BYTES);
    if (size <= 0 || size > VirtualDisk.MOST_BYTES || size % sector != 0) {
      throw malformed(
          file,
          "virtual-size",
          "a disk of " + Long.toUnsignedString(size) + " bytes",
          "whole sectors, to 64 TiB");
    }
    return new VhdxMetadata((flags & 1) != 0, blockSize, size, (int) sector);
  }

  private static MalformedInputException malformed(
      DiskFile file, String what, String found, String expected) {
    return new MalformedInputException(file.fault("vhdx-" + what, PART, found, expected));
  }
}
