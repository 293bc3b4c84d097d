package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Traces;
import dev.keyward.finding.Place;
import java.util.List;
import java.util.Optional;

/**
 * Remembers for millions of protectors which VM had their traces first: twelve bytes a mark in a
 * table that is 72 to 90 % full, so at most 17, and once the VM, see {@link SeenPlaces}. A
 * protector with two marks and a name of 20 characters costs at most 62 bytes, with an id 70. Marks
 * are 64 bits of digests: two among ten million are alike by chance once in 400,000 audits.
 */
final class FirstSeen {

  private static final int SMALLEST = 1 << 10;

  private final SeenPlaces seen;
  private long[] keys = new long[SMALLEST];
  private int[] places = new int[SMALLEST];
  private int size;

  FirstSeen(SeenPlaces seen) {
    this.seen = seen;
  }

  /**
   * Who had it first.
   *
   * @param vm the VM
   * @param document whether it was the same document
   * @param sameName whether the names are alike, so that both may be one VM
   */
  record First(String vm, boolean document, boolean sameName) {}

  /**
   * Notes the traces of a VM's protector; what comes back is another VM, or another file of that
   * name, that had them before.
   */
  Optional<First> note(Traces traces, SeenPlaces.Here here) {
    Optional<First> first = Optional.empty();
    List<Long> marks =
        traces.second().map(mark -> List.of(traces.first(), mark)).orElse(List.of(traces.first()));
    for (long mark : marks) {
      long key = mark == 0 ? 1 : mark;
      int slot = slot(key);
      if (keys[slot] == key) {
        // Both marks of one protector may be the same.
        first =
            here.isAt(places[slot]) ? first : first.or(() -> another(slot, traces, here.place()));
        continue;
      }
      put(slot, key, here.at());
    }
    return first;
  }

  private Optional<First> another(int slot, Traces traces, Place place) {
    SeenPlaces.Seen before = seen.at(places[slot]);
    SeenPlaces.Likeness likeness = before.likenessTo(place);
    return likeness == SeenPlaces.Likeness.SAME_VM
        ? Optional.empty()
        : Optional.of(
            new First(
                before.vm(),
                before.document() == traces.document(),
                likeness == SeenPlaces.Likeness.SAME_NAME));
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
    return 12L * keys.length + seen.bytes();
  }
}
