package dev.keyward.vm.disk.digest;

import dev.keyward.KeywardException;
import dev.keyward.vm.disk.VirtualDisk;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Hashes one span after the other, for one thread. */
final class SpanHasher {

  private final VirtualDisk disk;
  private final BlockSample sample;
  private final LongConsumer advanced;
  private final BooleanSupplier stopped;
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] block = new byte[TreeHasher.BLOCK];

  /**
   * @param sample gets the hash of each block that is read
   * @param advanced is told of each piece of content that is done, in bytes
   * @param stopped asked between blocks; a stopped span's hash means nothing
   */
  SpanHasher(VirtualDisk disk, BlockSample sample, LongConsumer advanced, BooleanSupplier stopped) {
    this.disk = disk;
    this.sample = sample;
    this.advanced = advanced;
    this.stopped = stopped;
  }

  /** The hash of the tree over content from {@code start}, a multiple of the span's size. */
  TreeHash hash(long start, long end) throws KeywardException, IOException {
    TreeFold fold = new TreeFold(hasher);
    long at = start;
    long data = start;
    while (at < end && !stopped.getAsBoolean()) {
      if (data <= at) {
        data = disk.nextData(at, end);
      }
      long before = at;
      if (data - at >= TreeHasher.BLOCK) {
        at = addZeros(fold, at - start, data - start) + start;
      } else {
        at = addBlock(fold, at, end);
      }
      advanced.accept(at - before);
    }
    return at == start ? ZeroTrees.of(0) : fold.top();
  }

  /** Adds the largest trees of zeros that fit between two offsets in the span. */
  private static long addZeros(TreeFold fold, long from, long until) {
    long next = from / TreeHasher.BLOCK;
    long end = until / TreeHasher.BLOCK;
    while (next < end) {
      int level = 63 - Long.numberOfLeadingZeros(end - next);
      if (next != 0) {
        level = Math.min(level, Long.numberOfTrailingZeros(next));
      }
      fold.add(level, ZeroTrees.of(level));
      next += 1L << level;
    }
    return next * TreeHasher.BLOCK;
  }

  private long addBlock(TreeFold fold, long at, long end) throws KeywardException, IOException {
    int length = (int) Math.min(TreeHasher.BLOCK, end - at);
    disk.read(at, block, length);
    boolean zero = length == TreeHasher.BLOCK && ZeroTrees.isZero(block, length);
    TreeHash hash = zero ? ZeroTrees.of(0) : hasher.leaf(block, length);
    sample.saw(at, hash);
    fold.add(0, hash);
    return at + length;
  }
}
