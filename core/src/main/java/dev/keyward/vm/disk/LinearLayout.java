package dev.keyward.vm.disk;

import java.util.List;

/** The content in one piece from the beginning of the file. */
record LinearLayout(DiskFormat format, long length, List<Integer> sectorSizes) implements Layout {

  @Override
  public Extent extent(long start, long end) {
    return new Extent(start, end - start);
  }
}
