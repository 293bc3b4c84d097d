package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers for millions of protectors which VM had their traces first: twelve bytes a mark in a
 * table that is 72 to 90 % full, so at most 17, and once the name with six bytes beside it. A
 * protector with two marks and a name of 20 characters costs at most 62 bytes. Marks are 64 bits of
 * digests: two among ten million are alike by chance once in 400,000 audits.
 */
final class FirstSeen {

  private static final int BLOCK = 1 << 16;
  private static final int UNIT = 4;
  private static final int HEAD = 6;
  private static final int MOST_NAME = 1024;
  private static final int SMALLEST = 1 << 10;

  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK;
  private long[] keys = new long[SMALLEST];
  private int[] places = new int[SMALLEST];
  private int size;

  /**
   * Who had it first.
   *
   * @param vm the VM
   * @param document whether it was the same document
   */
  record First(String vm, boolean document) {}

  /** Notes the traces of a VM's protector; what comes back is another VM that had them before. */
  Optional<First> note(Traces traces, String vm) {
    Optional<First> first = Optional.empty();
    // Where its own name stands is known once a mark of it is new.
    int here = -1;
    List<Long> marks =
        traces.second().map(mark -> List.of(traces.first(), mark)).orElse(List.of(traces.first()));
    for (long mark : marks) {
      long key = mark == 0 ? 1 : mark;
      int slot = slot(key);
      if (keys[slot] == key) {
        first = first.or(() -> another(slot, traces, vm));
        continue;
      }
      here = here == -1 ? remember(traces.document(), vm) : here;
      put(slot, key, here);
    }
    return first;
  }

  private Optional<First> another(int slot, Traces traces, String vm) {
    int place = places[slot];
    String name = name(place);
    return name.equalsIgnoreCase(cut(vm))
        ? Optional.empty()
        : Optional.of(new First(name, document(place) == traces.document()));
  }

  private static String cut(String vm) {
    byte[] bytes = vm.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MOST_NAME ? vm : text(bytes, 0, MOST_NAME);
  }

  private static String text(byte[] bytes, int start, int length) {
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /** Where the record of a name begins, counted in units of four bytes, without a sign. */
  private int remember(int document, String vm) {
    byte[] name = vm.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(name.length, MOST_NAME);
    int needed = (HEAD + length + UNIT - 1) / UNIT * UNIT;
    if (used + needed > BLOCK) {
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
    byte[] block = blocks.get(blocks.size() - 1);
    for (int index = 0; index < 4; index++) {
      block[used + index] = (byte) (document >>> 24 - 8 * index);
    }
    block[used + 4] = (byte) (length >> 8);
    block[used + 5] = (byte) length;
    System.arraycopy(name, 0, block, used + HEAD, length);
    long place = ((long) (blocks.size() - 1) * BLOCK + used) / UNIT;
    used += needed;
    return (int) place;
  }

  private byte[] block(int place) {
    return blocks.get((int) (Integer.toUnsignedLong(place) * UNIT / BLOCK));
  }

  private static int within(int place) {
    return (int) (Integer.toUnsignedLong(place) * UNIT % BLOCK);
  }

  private String name(int place) {
    byte[] block = block(place);
    int at = within(place);
    return text(block, at + HEAD, (block[at + 4] & 0xff) << 8 | block[at + 5] & 0xff);
  }

  private int document(int place) {
    byte[] block = block(place);
    int at = within(place);
    int document = 0;
    for (int index = 0; index < 4; index++) {
      document = document << 8 | block[at + index] & 0xff;
    }
    return document;
  }

  private void put(int slot, long key, int place) {
    keys[slot] = key;
    places[slot] = place;
    size++;
    if (10L * size >= 9L * keys.length) {
      grow();
    }
  }

  /** Zero marks a free slot. Keys are digests, so their upper bits say where they belong. */
  private int slot(long key) {
    int slot = (int) Math.multiplyHigh(key >>> 1, 2L * keys.length);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 == keys.length ? 0 : slot + 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldPlaces = places;
    keys = new long[Math.toIntExact(oldKeys.length * 5L / 4)];
    places = new int[keys.length];
    for (int index = 0; index < oldKeys.length; index++) {
      if (oldKeys[index] != 0) {
        int slot = slot(oldKeys[index]);
        keys[slot] = oldKeys[index];
        places[slot] = oldPlaces[index];
      }
    }
  }

  /** How many bytes all that takes. */
  long bytes() {
    return 12L * keys.length + (long) BLOCK * blocks.size();
  }
}
