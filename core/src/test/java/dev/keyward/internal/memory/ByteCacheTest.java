package dev.keyward.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ByteCacheTest {

  private final ByteCache<String, String> cache = new ByteCache<>(HeapShare.ofBytes(1000));

  @Test
  void keepsWhatFits() {
    cache.put("a", "one", 300);
    cache.put("b", "two", 300);
    assertEquals(Optional.of("one"), cache.get("a"));
    assertEquals(Optional.of("two"), cache.get("b"));
    assertEquals(Optional.empty(), cache.get("c"));
  }

  @Test
  void beginsAgainWithNothingWhenItIsFull() {
    cache.put("a", "one", 500);
    cache.put("b", "two", 500);
    assertEquals(Optional.empty(), cache.get("a"));
    assertEquals(Optional.of("two"), cache.get("b"));
  }

  @Test
  void countsAReplacedEntryOnce() {
    for (int i = 0; i < 100; i++) {
      cache.put("a", "one", 500);
    }
    cache.put("b", "two", 200);
    assertEquals(2, cache.size());
  }

  @Test
  void doesNotKeepWhatIsLargerThanItself() {
    cache.put("a", "one", 300);
    cache.put("b", "two", 5000);
    assertEquals(0, cache.size());
    cache.put("a", "one", 300);
    assertEquals(Optional.of("one"), cache.get("a"));
  }

  @Test
  void manyTinyEntriesAreBoundedToo() {
    for (int i = 0; i < 10_000; i++) {
      cache.put("key " + i, "", 0);
    }
    assertTrue(cache.size() <= 10, () -> cache.size() + " entries");
  }

  @Test
  void aShareIsOfTheMemoryThatJavaMayTake() {
    long half = Runtime.getRuntime().maxMemory() / 2;
    HeapShare share = HeapShare.of(2);
    assertTrue(share.take(half));
    assertTrue(!share.take(1));
    share.give(half);
    assertTrue(share.take(1));
  }
}
