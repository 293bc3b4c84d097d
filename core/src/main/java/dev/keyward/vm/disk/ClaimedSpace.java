package dev.keyward.vm.disk;

import dev.keyward.MalformedInputException;
import java.util.BitSet;

/**
 * Which mebibytes of a VHDX file are taken. All parts of such a file begin and end at whole
 * mebibytes and none overlaps another; so no file can make anybody read more than its own size.
 */
final class ClaimedSpace {

  static final long UNIT = 1 << 20;

  /** The largest file: twice the largest disk. Its map takes 16 MiB of memory. */
  static final long MOST_BYTES = 2 * VirtualDisk.MOST_BYTES;

  private final DiskFile file;
  private final BitSet taken;

  ClaimedSpace(DiskFile file) throws MalformedInputException {
    if (file.size() > MOST_BYTES) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-file-size", "", "a file of " + file.size() + " bytes", "at most 128 TiB"));
    }
    this.file = file;
    this.taken = new BitSet(unit(file.size()) + 1);
  }

  /**
   * Takes a part of the file.
   *
   * @throws MalformedInputException codes {@code vhdx-alignment}, {@code vhdx-out-of-file}, {@code
   *     vhdx-overlap}
   */
  void claim(String part, long offset, long length) throws MalformedInputException {
    String found = Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(offset);
    if (offset % UNIT != 0 || length % UNIT != 0 || length <= 0) {
      throw new MalformedInputException(
          file.fault("vhdx-alignment", part, found, "whole mebibytes, at least one"));
    }
    if (offset < 0 || length > file.size() || offset > file.size() - length) {
      throw new MalformedInputException(
          file.fault(
              "vhdx-out-of-file", part, found, "a place in a file of " + file.size() + " bytes"));
    }
    int start = unit(offset);
    int end = unit(offset + length);
    int next = taken.nextSetBit(start);
    if (next >= 0 && next < end) {
      throw new MalformedInputException(
          file.fault("vhdx-overlap", part, found, "a place that nothing else takes"));
    }
    taken.set(start, end);
  }

  private static int unit(long offset) {
    return (int) (offset / UNIT);
  }
}
