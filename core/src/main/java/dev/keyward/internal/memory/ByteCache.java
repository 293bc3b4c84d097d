package dev.keyward.internal.memory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what took time, up to a share of the memory: when that is full it begins again with
 * nothing, so that hostile input costs time and never memory. Safe for several threads.
 *
 * @param <K> what an entry is found by
 * @param <V> what is remembered
 */
public final class ByteCache<K, V> {

  /** What the table itself takes for an entry, in bytes. */
  private static final int ENTRY = 96;

  private final HeapShare share;
  private final Map<K, Kept<V>> known = new ConcurrentHashMap<>();

  private record Kept<V>(V value, long bytes) {}

  /** With room for as much as {@code share} has. */
  public ByteCache(HeapShare share) {
    this.share = share;
  }

  /** What was kept under {@code key}, and is still. */
  public Optional<V> get(K key) {
    Kept<V> kept = known.get(key);
    return kept == null ? Optional.empty() : Optional.of(kept.value());
  }

  /**
   * Keeps {@code value} in the place of what {@code key} had. What is larger than the whole share
   * is not kept.
   *
   * @param bytes what key and value take of the memory, rather too much than too little
   */
  public synchronized void put(K key, V value, long bytes) {
    Kept<V> before = known.remove(key);
    if (before != null) {
      share.give(before.bytes());
    }
    long all = bytes + ENTRY;
    if (!share.take(all)) {
      known.clear();
      share.clear();
      if (!share.take(all)) {
        return;
      }
    }
    known.put(key, new Kept<>(value, all));
  }

  /** How many are kept, for tests. */
  int size() {
    return known.size();
  }
}
