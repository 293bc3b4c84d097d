package dev.keyward.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.judge.Traces;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of each protector to find copies, and how much that is. */
class FirstSeenTest {

  private final FirstSeen seen = new FirstSeen();

  private static Traces traces(int document, long first, long second) {
    return new Traces(document, first, Optional.of(second));
  }

  @Test
  void takesAtMostSixtyFourBytesForEach() {
    takesAtMostSixtyFourBytesForEach(300_000);
  }

  @Test
  @Tag("soak")
  void takesAtMostSixtyFourBytesForEachOfAMillion() {
    takesAtMostSixtyFourBytesForEach(1_000_000);
  }

  private void takesAtMostSixtyFourBytesForEach(int most) {
    Random random = new Random(1);
    for (int count = 1; count <= most; count++) {
      String vm = String.format(Locale.ROOT, "site-07/rack/%07d", count);
      seen.note(traces(random.nextInt(), random.nextLong(), random.nextLong()), vm);
      if (count >= 50_000) {
        long bytes = seen.bytes();
        assertTrue(bytes <= 64L * count, bytes + " bytes for " + count);
      }
    }
  }

  @Test
  void tellsTheSameDocumentFromTheSameKey() {
    assertEquals(Optional.empty(), seen.note(traces(1, 10, 20), "a"));
    assertEquals(Optional.of(new FirstSeen.First("a", true)), seen.note(traces(1, 10, 20), "b"));
    assertEquals(Optional.of(new FirstSeen.First("a", false)), seen.note(traces(2, 10, 21), "c"));
  }

  @Test
  void findsTheOthersWrappingsUnderAnotherOwner() {
    seen.note(traces(1, 10, 20), "a");
    assertEquals(Optional.of(new FirstSeen.First("a", false)), seen.note(traces(2, 11, 20), "b"));
  }

  @Test
  void acceptsTheSameInTheSameVmWhateverItsCase() {
    seen.note(traces(1, 10, 20), "web-01");
    assertEquals(Optional.empty(), seen.note(traces(2, 10, 20), "WEB-01"));
  }

  @Test
  void keepsNothingMoreOfACopy() {
    Random random = new Random(2);
    Traces one = traces(1, random.nextLong(), random.nextLong());
    seen.note(one, "a");
    long before = seen.bytes();
    for (int index = 0; index < 10_000; index++) {
      seen.note(one, "copy-" + index);
    }
    assertEquals(before, seen.bytes());
  }

  @Test
  void agreesWithAMapWhileItGrows() {
    Random random = new Random(3);
    Map<Long, String> expected = new HashMap<>();
    for (int index = 0; index < 50_000; index++) {
      long mark = (long) random.nextInt(20_000) << 44 | 5;
      String vm = "vm-" + index;
      Optional<String> first =
          seen.note(new Traces(0, mark, Optional.empty()), vm).map(FirstSeen.First::vm);
      assertEquals(Optional.ofNullable(expected.putIfAbsent(mark, vm)), first);
    }
  }

  @Test
  void holdsMarksThatAreZeroOrAtTheEnds() {
    for (long mark : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      Traces one = new Traces(0, mark, Optional.empty());
      assertEquals(Optional.empty(), seen.note(one, "a" + mark));
      assertEquals("a" + mark, seen.note(one, "b").orElseThrow().vm());
    }
  }
}
