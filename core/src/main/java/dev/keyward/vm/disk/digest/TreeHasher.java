package dev.keyward.vm.disk.digest;

import dev.keyward.internal.crypto.Jdk;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The three hashes of the tree, told apart by their first byte. For one thread. */
final class TreeHasher {

  /** Bytes of content under a leaf; the last leaf may have fewer. */
  static final int BLOCK = 1 << 20;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final byte ROOT = 2;

  private final MessageDigest digest;

  TreeHasher() {
    try {
      digest = Jdk.digest("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  TreeHash leaf(byte[] block, int length) {
    digest.update(LEAF);
    digest.update(block, 0, length);
    return TreeHash.of(digest.digest());
  }

  TreeHash node(TreeHash left, TreeHash right) {
    digest.update(NODE);
    digest.update(left.lent());
    digest.update(right.lent());
    return TreeHash.of(digest.digest());
  }

  /** The root: the length of the content, 8 bytes big-endian, then the top of the tree. */
  TreeHash root(long length, TreeHash top) {
    digest.update(ROOT);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    digest.update(top.lent());
    return TreeHash.of(digest.digest());
  }
}
