package dev.keyward.vm.disk.digest;

import java.util.Arrays;

/** The hashes of whole trees over zeros, so that neither a zero block nor a hole is hashed. */
final class ZeroTrees {

  /** The tree over 64 TiB has 2^26 blocks. */
  private static final int LEVELS = 27;

  private static final byte[] ZEROS = new byte[TreeHasher.BLOCK];

  private static final TreeHash[] TREES = trees();

  private ZeroTrees() {}

  private static TreeHash[] trees() {
    TreeHasher hasher = new TreeHasher();
    TreeHash[] trees = new TreeHash[LEVELS];
    trees[0] = hasher.leaf(ZEROS, ZEROS.length);
    for (int level = 1; level < LEVELS; level++) {
      trees[level] = hasher.node(trees[level - 1], trees[level - 1]);
    }
    return trees;
  }

  /** The hash over 2^level whole blocks of zeros. */
  static TreeHash of(int level) {
    return TREES[level];
  }

  /** Whether a whole block is zeros; this is vectorized and ends at the first other byte. */
  static boolean isZero(byte[] block, int length) {
    return Arrays.mismatch(block, 0, length, ZEROS, 0, length) < 0;
  }
}
