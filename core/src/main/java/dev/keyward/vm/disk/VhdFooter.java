package dev.keyward.vm.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The footer of a VHD file (Virtual Hard Disk Image Format Specification 1.0): the last 512 bytes,
 * big-endian.
 */
final class VhdFooter {

  static final String COOKIE = "conectix";
  static final int SIZE = 512;

  private static final int VERSION = 12;
  private static final int CURRENT_SIZE = 48;
  private static final int DISK_TYPE = 60;
  private static final int CHECKSUM = 64;

  private static final int FIXED = 2;
  private static final int DYNAMIC = 3;
  private static final int DIFFERENCING = 4;

  /** QEMU goes by the geometry for many makers, which may be less than the size: a tail is lost. */
  private static final String CONVERT =
      "convert it: Convert-VHD, or qemu-img convert --image-opts -O vhdx"
          + " driver=vpc,force_size_calc=current_size,file.filename=IN OUT";

  /** QEMU knows no parents of VHDs: it writes zeros where their data belongs. */
  private static final String MERGE =
      "merge it with its parent first: Merge-VHD, or Convert-VHD to a new disk";

  private VhdFooter() {}

  static boolean isAtEnd(DiskFile file) throws KeywardException, IOException {
    if (file.size() < SIZE) {
      return false;
    }
    ByteBuffer start = file.part("footer", file.size() - SIZE, COOKIE.length());
    return COOKIE.equals(ISO_8859_1.decode(start).toString());
  }

  /** The layout of a fixed VHD; every other type is refused. */
  static Layout layout(DiskFile file) throws KeywardException, IOException {
    ByteBuffer footer = file.part("footer", file.size() - SIZE, SIZE);
    requireChecksum(file, footer);
    int version = footer.getInt(VERSION);
    if (version >>> 16 != 1) {
      throw new UnsupportedFormatException(
          file.fault("vhd-version", "footer", "version " + (version >>> 16), "version 1"));
    }
    requireFixed(file, footer.getInt(DISK_TYPE));
    long length = footer.getLong(CURRENT_SIZE);
    long held = file.size() - SIZE;
    if (length != held || held == 0 || held % SIZE != 0 || held > VirtualDisk.MOST_BYTES) {
      throw new MalformedInputException(
          file.fault(
              "vhd-size",
              "footer",
              "a disk of " + Long.toUnsignedString(length) + " bytes in front of the footer's",
              held + " bytes, whole sectors to 64 TiB"));
    }
    return new LinearLayout(DiskFormat.VHD_FIXED, length, List.of(SIZE));
  }

  /** The error for a file that begins with a copy of the footer and does not end with one. */
  static MalformedInputException missing(DiskFile file) {
    return new MalformedInputException(
        file.fault(
            "vhd-footer-missing",
            "footer",
            "a VHD that does not end with its footer",
            "a footer in the last 512 bytes"));
  }

  private static void requireChecksum(DiskFile file, ByteBuffer footer)
      throws MalformedInputException {
    int sum = 0;
    for (int i = 0; i < SIZE; i++) {
      boolean own = i >= CHECKSUM && i < CHECKSUM + Integer.BYTES;
      sum += own ? 0 : footer.get(i) & 0xff;
    }
    if (~sum != footer.getInt(CHECKSUM)) {
      throw new MalformedInputException(
          file.fault("vhd-checksum", "footer", "a wrong checksum", "the footer as it was written"));
    }
  }

  private static void requireFixed(DiskFile file, int type) throws KeywardException {
    switch (type) {
      case FIXED -> {}
      case DYNAMIC ->
          throw new UnsupportedFormatException(
              file.fault("vhd-dynamic", "footer", "a dynamic VHD", "a fixed one")
                  .withHint(CONVERT));
      case DIFFERENCING ->
          throw new UnsupportedFormatException(
              file.fault("vhd-differencing", "footer", "a differencing VHD", "a fixed one")
                  .withHint(MERGE));
      default ->
          throw new MalformedInputException(
              file.fault(
                  "vhd-type", "footer", "disk type " + Integer.toUnsignedString(type), "2, fixed"));
    }
  }
}
