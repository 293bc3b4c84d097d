package dev.keyward.vm.disk;

/**
 * A stretch of a disk's content.
 *
 * @param start the first byte, from 0
 * @param length bytes, at least 1
 */
public record ByteRange(long start, long length) {

  /**
   * Refuses what is no stretch.
   *
   * @throws IllegalArgumentException for a negative start or an empty or overflowing length
   */
  public ByteRange {
    if (start < 0 || length <= 0 || start > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(length + " bytes at " + start);
    }
  }

  /** The first byte behind it. */
  public long end() {
    return start + length;
  }

  /** Whether the two share a byte. */
  public boolean touches(ByteRange other) {
    return start < other.end() && other.start < end();
  }

  /** For people: {@code bytes 0 to 1048575}, the last one included. */
  @Override
  public String toString() {
    return "bytes " + start + " to " + (end() - 1);
  }
}
