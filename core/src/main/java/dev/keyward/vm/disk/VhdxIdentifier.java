package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The file type identifier (MS-VHDX 2.2.1): the first 64 KiB, of which {@code vhdxfile} and the
 * creator's name take 520 bytes.
 *
 * <p>The rest says nothing of the disk, so a file could carry boot code or a file system there:
 * whoever takes it for a raw disk would start something else than what was hashed. Such files are
 * refused.
 */
final class VhdxIdentifier {

  static final String SIGNATURE = "vhdxfile";

  private static final int SIZE = 64 << 10;
  private static final int CREATOR_END = 520;
  private static final int BOOT_MARK = 510;

  private VhdxIdentifier() {}

  static void requirePlain(DiskFile file) throws KeywardException, IOException {
    ByteBuffer bytes = file.part("file identifier", 0, SIZE);
    boolean plain = bytes.getShort(BOOT_MARK) != 0x55aa;
    for (int i = CREATOR_END; i < SIZE; i++) {
      plain &= bytes.get(i) == 0;
    }
    if (!plain) {
      throw new UnsupportedFormatException(
          file.fault(
                  "vhdx-hidden-data",
                  "file identifier",
                  "what could be a disk of its own",
                  "zeros behind the creator's name")
              .withHint("write it again: qemu-img convert -f vhdx -O vhdx IN OUT"));
    }
  }
}
