package dev.keyward.audit.ledger;

import java.util.OptionalInt;

/**
 * Numbers by marks of 64 bits, twelve bytes each in a table that is 72 to 90 % full, so at most 17.
 */
final class MarkTable {

  private static final int SMALLEST = 1 << 10;

  private long[] keys = new long[SMALLEST];
  private int[] numbers = new int[SMALLEST];
  private int size;

  /** The number of a mark; empty where it has none. */
  OptionalInt find(long mark) {
    long key = key(mark);
    int slot = slot(key);
    return keys[slot] == key ? OptionalInt.of(numbers[slot]) : OptionalInt.empty();
  }

  /** Gives a number to a mark that has none. */
  void put(long mark, int number) {
    long key = key(mark);
    int slot = slot(key);
    keys[slot] = key;
    numbers[slot] = number;
    size++;
    if (10L * size >= 9L * keys.length) {
      grow();
    }
  }

  /** Zero marks a free slot. */
  private static long key(long mark) {
    return mark == 0 ? 1 : mark;
  }

  /** Keys are digests, so their upper bits say where they belong. */
  private int slot(long key) {
    int slot = (int) Math.multiplyHigh(key >>> 1, 2L * keys.length);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 == keys.length ? 0 : slot + 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[Math.toIntExact(oldKeys.length * 5L / 4)];
    numbers = new int[keys.length];
    for (int index = 0; index < oldKeys.length; index++) {
      if (oldKeys[index] != 0) {
        int slot = slot(oldKeys[index]);
        keys[slot] = oldKeys[index];
        numbers[slot] = oldNumbers[index];
      }
    }
  }

  /** How many bytes all that takes. */
  long bytes() {
    return 12L * keys.length;
  }
}
