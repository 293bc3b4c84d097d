package dev.keyward.vm.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of a block device, such as a loop device, a logical volume or an NBD. */
final class BlockDevice {

  private static final int LONGEST_NUMBER = 16;

  private BlockDevice() {}

  /** The size of its logical sectors, or all that it may be. */
  static List<Integer> sectorSizes(Path device) throws IOException {
    long number = (Long) Files.getAttribute(device, "unix:rdev");
    // As the C library splits it (makedev(3)).
    long major = number >>> 8 & 0xfff | number >>> 32 & ~0xfffL;
    long minor = number & 0xff | number >>> 12 & ~0xffL;
    Path described = Path.of("/sys/dev/block/" + major + ":" + minor);
    for (String queue : List.of("queue", "../queue")) {
      int size = number(described.resolve(queue).resolve("logical_block_size"));
      if (DiskDetection.SECTOR_SIZES.contains(size)) {
        return List.of(size);
      }
    }
    return DiskDetection.SECTOR_SIZES;
  }

  /** 0 where nothing is there; a partition has its queue beside it. */
  private static int number(Path file) {
    try (InputStream in = Files.newInputStream(file.toRealPath())) {
      String text = new String(in.readNBytes(LONGEST_NUMBER), US_ASCII).strip();
      return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
