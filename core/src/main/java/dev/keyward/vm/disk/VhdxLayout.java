package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.List;

/** The content of a fixed or dynamic VHDX (MS-VHDX): blocks of one size anywhere in the file. */
final class VhdxLayout implements Layout {

  private final VhdxMetadata metadata;
  private final VhdxBat bat;

  private VhdxLayout(VhdxMetadata metadata, VhdxBat bat) {
    this.metadata = metadata;
    this.bat = bat;
  }

  /** Reads and checks all but the content: each structure and each block's place. */
  static VhdxLayout read(DiskFile file) throws KeywardException, IOException {
    VhdxIdentifier.requirePlain(file);
    VhdxHeader header = VhdxHeader.read(file);
    ClaimedSpace space = new ClaimedSpace(file);
    space.claim("headers", 0, ClaimedSpace.UNIT);
    if (header.logLength() > 0) {
      space.claim("log", header.logOffset(), header.logLength());
    }
    VhdxRegions regions = VhdxRegions.read(file, space);
    VhdxMetadata metadata = VhdxMetadata.read(file, regions.metadata());
    VhdxLayout layout = new VhdxLayout(metadata, new VhdxBat(file, regions.bat(), metadata));
    layout.claimBlocks(space);
    return layout;
  }

  private void claimBlocks(ClaimedSpace space) throws KeywardException, IOException {
    long blocks = (length() + metadata.blockSize() - 1) / metadata.blockSize();
    for (long block = 0; block < blocks; block++) {
      long offset = bat.offset(block);
      if (offset >= 0) {
        space.claim("block " + block, offset, metadata.blockSize());
      }
    }
  }

  @Override
  public DiskFormat format() {
    return metadata.fixed() ? DiskFormat.VHDX_FIXED : DiskFormat.VHDX_DYNAMIC;
  }

  @Override
  public long length() {
    return metadata.virtualSize();
  }

  @Override
  public List<Integer> sectorSizes() {
    return List.of(metadata.sectorSize());
  }

  @Override
  public Extent extent(long start, long end) throws KeywardException, IOException {
    long blockSize = metadata.blockSize();
    long block = start / blockSize;
    long offset = bat.offset(block);
    long until = Math.min(end, (block + 1) * blockSize);
    if (offset >= 0) {
      return new Extent(offset + start % blockSize, until - start);
    }
    while (until < end && bat.offset(until / blockSize) < 0) {
      until = Math.min(end, until + blockSize);
    }
    return Extent.hole(until - start);
  }
}
