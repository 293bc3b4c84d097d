package dev.keyward.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.judge.Traces;
import dev.keyward.finding.Place;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is kept of each protector to find copies, and how much that is. */
class FirstSeenTest {

  private final SeenPlaces places = new SeenPlaces();
  private final FirstSeen seen = new FirstSeen(places);

  private Optional<FirstSeen.First> note(Traces traces, Place place) {
    return seen.note(traces, places.here(traces.document(), place));
  }

  private Optional<FirstSeen.First> note(Traces traces, String file) {
    return note(traces, new Place(file + ".kp", OptionalInt.empty(), file));
  }

  private Optional<FirstSeen.First> note(Traces traces, String vm, Place.Mark mark) {
    return note(traces, new Place("export.json", OptionalInt.of(0), vm, false, mark));
  }

  private static Place.Mark id(String id) {
    return new Place.Mark(Optional.of(id), Optional.empty());
  }

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
      note(traces(random.nextInt(), random.nextLong(), random.nextLong()), vm);
      if (count >= 50_000) {
        long bytes = seen.bytes();
        assertTrue(bytes <= 64L * count, bytes + " bytes for " + count);
      }
    }
  }

  @Test
  void tellsTheSameDocumentFromTheSameKey() {
    assertEquals(Optional.empty(), note(traces(1, 10, 20), "a"));
    assertEquals(Optional.of(new FirstSeen.First("a", true, false)), note(traces(1, 10, 20), "b"));
    assertEquals(Optional.of(new FirstSeen.First("a", false, false)), note(traces(2, 10, 21), "c"));
  }

  @Test
  void findsTheOthersWrappingsUnderAnotherOwner() {
    note(traces(1, 10, 20), "a");
    assertEquals(Optional.of(new FirstSeen.First("a", false, false)), note(traces(2, 11, 20), "b"));
  }

  @Test
  void saysWhichFilesHaveOneNameWhateverItsCaseAndFolder() {
    note(traces(1, 10, 20), "KW47/web-01");
    assertEquals(
        Optional.of(new FirstSeen.First("KW47/web-01", true, true)),
        note(traces(1, 10, 20), "KW48/WEB-01"));
  }

  @Test
  void aNameInAnotherSpellingOfUnicodeIsTheSame() {
    note(traces(1, 10, 20), "k\u00f6ln");
    assertEquals(
        Optional.of(new FirstSeen.First("k\u00f6ln", true, true)),
        note(traces(1, 10, 20), "ko\u0308ln"));
  }

  @Test
  void acceptsTheSameUnderOneId() {
    note(traces(1, 10, 20), "web-01", id("8E1C"));
    assertEquals(Optional.empty(), note(traces(1, 10, 20), "renamed", id("8e1c")));
  }

  @Test
  void twoIdsAreTwoVmsWhateverTheirNames() {
    note(traces(1, 10, 20), "web-01", id("8e1c"));
    assertEquals(
        Optional.of(new FirstSeen.First("web-01", true, false)),
        note(traces(1, 10, 20), "web-01", id("8e1d")));
  }

  @Test
  void aLastKnownGoodOneIsNoCopy() {
    Place current = new Place("host/app.svm", OptionalInt.empty(), "app");
    note(traces(1, 10, 20), current);
    assertEquals(Optional.empty(), note(traces(2, 10, 20), current.asLastKnownGood()));
  }

  @Test
  void aProtectorWithOneMarkTwiceDoesNotMeetItself() {
    assertEquals(Optional.empty(), note(traces(1, 10, 10), "a"));
  }

  @Test
  void keepsNothingMoreOfACopy() {
    Random random = new Random(2);
    Traces one = traces(1, random.nextLong(), random.nextLong());
    note(one, "a");
    long before = seen.bytes();
    for (int index = 0; index < 10_000; index++) {
      note(one, "copy-" + index);
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
          note(new Traces(0, mark, Optional.empty()), vm).map(FirstSeen.First::vm);
      assertEquals(Optional.ofNullable(expected.putIfAbsent(mark, vm)), first);
    }
  }

  @Test
  void holdsMarksThatAreZeroOrAtTheEnds() {
    for (long mark : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      Traces one = new Traces(0, mark, Optional.empty());
      assertEquals(Optional.empty(), note(one, "a" + mark));
      assertEquals("a" + mark, note(one, "b").orElseThrow().vm());
    }
  }
}
