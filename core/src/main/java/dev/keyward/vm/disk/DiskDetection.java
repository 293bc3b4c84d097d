package dev.keyward.vm.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.util.List;

/** Finds out what format a file has. */
final class DiskDetection {

  /** The unit of all disks; a file that is no multiple of it is none, or a broken one. */
  static final int SECTOR = 512;

  /** What the logical sectors of a raw disk may have, the likelier first. */
  static final List<Integer> SECTOR_SIZES = List.of(SECTOR, 8 * SECTOR);

  private DiskDetection() {}

  static Layout layout(DiskFile file) throws KeywardException, IOException {
    int known = (int) Math.min(ForeignDisk.START, file.size());
    String start = ISO_8859_1.decode(file.part("", 0, known)).toString();
    if (start.startsWith(VhdxIdentifier.SIGNATURE)) {
      return VhdxLayout.read(file);
    }
    if (VhdFooter.isAtEnd(file)) {
      return VhdFooter.layout(file);
    }
    if (start.startsWith(VhdFooter.COOKIE)) {
      throw VhdFooter.missing(file);
    }
    ForeignDisk.refuse(file, start);
    return raw(file);
  }

  private static Layout raw(DiskFile file) throws MalformedInputException {
    long size = file.size();
    if (size == 0 || size % SECTOR != 0 || size > VirtualDisk.MOST_BYTES) {
      throw new MalformedInputException(
          file.fault(
              "disk-size",
              "",
              size + " bytes that are neither VHD nor VHDX",
              "a raw disk of whole sectors of 512 bytes, to 64 TiB"));
    }
    return new LinearLayout(DiskFormat.RAW, size, SECTOR_SIZES);
  }
}
