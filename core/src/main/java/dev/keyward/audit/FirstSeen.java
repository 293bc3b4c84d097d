package dev.keyward.audit;

import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers for millions of digests which protector had each first: sixteen bytes a digest in a
 * table that is up to three quarters full, and the names once. Digests are cut to 64 bits: two
 * among ten million are alike by chance once in 400,000 audits.
 */
final class FirstSeen {

  private static final int BLOCK = 1 << 16;
  private static final int MOST_NAME = 1024;

  private final List<byte[]> blocks = new ArrayList<>(List.of(new byte[BLOCK]));
  private int used;
  private long[] keys = new long[1 << 10];
  private long[] owners = new long[1 << 10];
  private int size;

  /**
   * Notes a name, once for each protector.
   *
   * @return where it stands, to be given to {@link #note}
   */
  long remember(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MOST_NAME);
    if (used + 2 + length > BLOCK) {
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
    byte[] block = blocks.get(blocks.size() - 1);
    long position = (long) (blocks.size() - 1) * BLOCK + used;
    block[used] = (byte) (length >> 8);
    block[used + 1] = (byte) length;
    System.arraycopy(bytes, 0, block, used + 2, length);
    used += 2 + length;
    return position;
  }

  /** The name at a position. */
  String name(long position) {
    byte[] block = blocks.get((int) (position / BLOCK));
    int at = (int) (position % BLOCK);
    int length = (block[at] & 0xff) << 8 | block[at + 1] & 0xff;
    return new String(block, at + 2, length, StandardCharsets.UTF_8);
  }

  /**
   * Whose digest this was first.
   *
   * @param position of the name of who has it now
   * @return the position of the name of who had it first, which is {@code position} when it is new
   */
  long note(Thumbprint digest, long position) {
    if (4L * size >= 3L * keys.length) {
      grow();
    }
    // Zero marks a free slot.
    long key = digest.prefix() == 0 ? 1 : digest.prefix();
    int slot = slot(key);
    if (keys[slot] == key) {
      return owners[slot];
    }
    keys[slot] = key;
    owners[slot] = position;
    size++;
    return position;
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldOwners = owners;
    keys = new long[2 * oldKeys.length];
    owners = new long[keys.length];
    for (int index = 0; index < oldKeys.length; index++) {
      if (oldKeys[index] != 0) {
        int slot = slot(oldKeys[index]);
        keys[slot] = oldKeys[index];
        owners[slot] = oldOwners[index];
      }
    }
  }
}
