package dev.keyward.vm.disk.digest;

import dev.keyward.KeywardException;
import dev.keyward.file.WatchedFile;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The first and the last block of a block device and 64 random ones, which are read a second time
 * at the end, because a device has no time of its last change. A file needs no such sample. Safe
 * for many threads.
 */
final class BlockSample {

  /** Blocks besides the first and the last. */
  static final int RANDOM = 64;

  private final Set<Long> chosen;
  private final Map<Long, TreeHash> first = new ConcurrentHashMap<>();

  private BlockSample(Set<Long> chosen) {
    this.chosen = Set.copyOf(chosen);
  }

  static BlockSample of(VirtualDisk disk, RandomGenerator random) {
    return disk.isDevice() ? ofBlocks(disk.length(), random) : new BlockSample(Set.of());
  }

  /** A sample for content of this many bytes. */
  static BlockSample ofBlocks(long length, RandomGenerator random) {
    long count = (length + TreeHasher.BLOCK - 1) / TreeHasher.BLOCK;
    Set<Long> chosen = new HashSet<>(Set.of(0L));
    chosen.add(count - 1);
    for (int i = 0; i < RANDOM; i++) {
      chosen.add(random.nextLong(count));
    }
    return new BlockSample(chosen);
  }

  /** The hash of the block that begins at a position, as it was read first. */
  void saw(long position, TreeHash hash) {
    if (chosen.contains(position / TreeHasher.BLOCK)) {
      first.put(position, hash);
    }
  }

  /**
   * Reads the blocks again.
   *
   * @throws java.nio.file.FileSystemException if a block has changed
   */
  void requireSame(VirtualDisk disk) throws KeywardException, IOException {
    TreeHasher hasher = new TreeHasher();
    byte[] block = new byte[first.isEmpty() ? 0 : TreeHasher.BLOCK];
    for (Map.Entry<Long, TreeHash> each : first.entrySet()) {
      long position = each.getKey();
      int length = (int) Math.min(TreeHasher.BLOCK, disk.length() - position);
      disk.read(position, block, length);
      if (!hasher.leaf(block, length).equals(each.getValue())) {
        throw WatchedFile.changed(disk.where());
      }
    }
  }
}
