package dev.keyward.vm.disk;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.List;

/** The content of a fixed or dynamic VHDX (MS-VHDX): blocks of one size anywhere in the file. */
final class VhdxLayout implements Layout {

  static final String SIGNATURE = "vhdxfile";

  /** How many absent blocks are put together to one hole. */
  private static final int MOST_ABSENT = 8192;

  private final VhdxMetadata metadata;
  private final VhdxBat bat;

  private VhdxLayout(VhdxMetadata metadata, VhdxBat bat) {
    this.metadata = metadata;
    this.bat = bat;
  }

  /** Reads and checks all but the content: each structure and each block's place. */
  static VhdxLayout read(DiskFile file) throws KeywardException, IOException {
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
  public Extent extentAt(long position) throws KeywardException, IOException {
    long blockSize = metadata.blockSize();
    long block = position / blockSize;
    long offset = bat.offset(block);
    if (offset >= 0) {
      long within = position % blockSize;
      return new Extent(offset + within, Math.min(blockSize - within, length() - position));
    }
    long next = block + 1;
    while (next * blockSize < length() && next - block < MOST_ABSENT && bat.offset(next) < 0) {
      next++;
    }
    return Extent.hole(Math.min(next * blockSize, length()) - position);
  }
}
