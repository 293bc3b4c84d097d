package dev.keyward.vm.disk.partition;

import dev.keyward.vm.disk.ByteRange;
import java.util.UUID;

/**
 * A partition of a disk, as its GPT lists it (UEFI 2.10, 5.3).
 *
 * @param number its place in the table, from 1
 * @param typeId what it is for
 * @param uniqueId which it is
 * @param name as given by who made it, at most 36 UTF-16 units, perhaps empty; not to be trusted
 * @param range where it lies
 */
public record Partition(int number, UUID typeId, UUID uniqueId, String name, ByteRange range) {

  /** In a table of at most 1 MiB. */
  static final int MOST = (1 << 20) / 128;

  private static final int MOST_NAME = 36;

  /**
   * Refuses what a table cannot hold.
   *
   * @throws IllegalArgumentException for a number or a name that no table has
   */
  public Partition {
    if (number < 1 || number > MOST || name.length() > MOST_NAME) {
      throw new IllegalArgumentException("partition " + number);
    }
  }

  /** The first byte. */
  public long start() {
    return range.start();
  }

  /** Bytes. */
  public long length() {
    return range.length();
  }
}
