package dev.keyward.audit.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists of numbers that grow without being copied. */
final class Blocks {

  private static final int SIZE = 1 << 16;

  private Blocks() {}

  /** Numbers of 32 bits. */
  static final class Ints {
    private final List<int[]> blocks = new ArrayList<>();
    private int size;

    /** None. */
    Ints() {}

    /** So many, all with this value. */
    static Ints of(int size, int value) {
      Ints ints = new Ints();
      ints.size = size;
      for (int at = 0; at < size; at += SIZE) {
        int[] block = new int[SIZE];
        Arrays.fill(block, value);
        ints.blocks.add(block);
      }
      return ints;
    }

    void add(int value) {
      if (size % SIZE == 0) {
        blocks.add(new int[SIZE]);
      }
      blocks.get(size / SIZE)[size % SIZE] = value;
      size++;
    }

    int get(int index) {
      return blocks.get(index / SIZE)[index % SIZE];
    }

    void set(int index, int value) {
      blocks.get(index / SIZE)[index % SIZE] = value;
    }

    int size() {
      return size;
    }
  }

  /** Numbers of 64 bits. */
  static final class Longs {
    private final List<long[]> blocks = new ArrayList<>();
    private int size;

    void add(long value) {
      if (size % SIZE == 0) {
        blocks.add(new long[SIZE]);
      }
      blocks.get(size / SIZE)[size % SIZE] = value;
      size++;
    }

    long get(int index) {
      return blocks.get(index / SIZE)[index % SIZE];
    }

    int size() {
      return size;
    }
  }
}
