package dev.keyward.vm.disk.digest;

import dev.keyward.vm.disk.VirtualDisk;

/**
 * How content is cut into spans: the smallest size that is 1 MiB times a power of two and gives at
 * most 4096 of them.
 *
 * @param length bytes of content
 * @param level the level of the tree whose nodes are the spans
 */
record Spans(long length, int level) {

  static final int MOST = 4096;

  static Spans of(long length) {
    if (length <= 0 || length > VirtualDisk.MOST_BYTES) {
      throw new IllegalArgumentException("a disk of " + length + " bytes");
    }
    int level = 0;
    while (count(length, level) > MOST) {
      level++;
    }
    return new Spans(length, level);
  }

  private static long count(long length, int level) {
    long size = (long) TreeHasher.BLOCK << level;
    return (length + size - 1) / size;
  }

  int count() {
    return (int) count(length, level);
  }

  long size() {
    return (long) TreeHasher.BLOCK << level;
  }

  long start(int index) {
    return index * size();
  }

  long end(int index) {
    return Math.min(length, start(index) + size());
  }
}
