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

  /**
   * The stretch that begins at {@code start} and ends at {@code end} or before; both lie in order
   * within the content, and another stretch of the same kind may follow.
   */
  Extent extent(long start, long end) throws KeywardException, IOException;
}
