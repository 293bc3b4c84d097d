package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.List;

/** Where a file keeps the content of a virtual disk. Safe for many threads. */
interface Layout {

  DiskFormat format();

  /** Bytes of content. */
  long length();

  /** The logical sector sizes the disk may have, the likelier first; one where the file says it. */
  List<Integer> sectorSizes();

  /** The stretch that begins at a position of the content, which is below the length. */
  Extent extentAt(long position) throws KeywardException, IOException;
}
