package dev.keyward.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.finding.Place;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which names of VMs look alike, and how much memory that takes. */
class SeenNamesTest {

  private final SeenPlaces places = new SeenPlaces();

  /** Cyrillic letters with the look of Latin ones; the checker itself is the command line's. */
  private final SeenNames names =
      new SeenNames(
          places,
          new NameLook(
              text ->
                  text.replace('\u0441', 'c')
                      .replace('\u0421', 'C')
                      .replace('0', 'O')
                      .replace('1', 'l')));

  private Optional<String> note(String vm) {
    return names.note(places.here(0, new Place("export.json", OptionalInt.of(0), vm)));
  }

  @Test
  void findsALetterOfAnotherScript() {
    assertEquals(Optional.empty(), note("dc01"));
    assertEquals(Optional.of("dc01"), note("d\u044101"));
  }

  @Test
  void theLaterOneOfTwoIsFoundWhicheverItIs() {
    note("d\u044101");
    assertEquals(Optional.of("d\u044101"), note("dc01"));
  }

  @Test
  void findsWhatNobodySees() {
    note("dc01");
    for (String name :
        new String[] {
          "dc01\u034f", "dc01\u3164", " dc01", "dc01\u00a0", "d\u200bc01", "dc01\ufe00"
        }) {
      assertEquals(Optional.of("dc01"), note(name), name);
    }
  }

  @Test
  void findsACapitalLetterOfAnotherScript() {
    note("dc01");
    assertEquals(Optional.of("dc01"), note("D\u042101"));
  }

  @Test
  void findsDigitsThatLookLikeLetters() {
    note("dc01");
    assertEquals(Optional.of("dc01"), note("dcOI"));
    assertEquals(Optional.of("dc01"), note("dc0l"));
    note("rnail");
    assertEquals(Optional.of("rnail"), note("mail"));
  }

  @Test
  void aNameThatComesTwiceIsOneNameWhateverItsCase() {
    note("dc01");
    assertEquals(Optional.empty(), note("dc01"));
    assertEquals(Optional.empty(), note("DC01"));
  }

  @Test
  void aNameOfAsciiNeverAsksTheChecker() {
    NameLook ascii =
        new NameLook(
            text -> {
              throw new IllegalStateException(text);
            });
    assertEquals("vrn-o ll", ascii.of(" vm-0  Il\t"));
    assertThrows(IllegalStateException.class, () -> ascii.of("k\u00f6ln"));
  }

  @Test
  void takesTenBytesForEachName() {
    takesTenBytesForEachName(300_000);
  }

  @Test
  @Tag("soak")
  void takesTenBytesForEachOfAMillion() {
    takesTenBytesForEachName(1_000_000);
  }

  private void takesTenBytesForEachName(int most) {
    for (int count = 1; count <= most; count++) {
      assertEquals(Optional.empty(), note(String.format(Locale.ROOT, "rack/%07x", 2 * count)));
      if (count >= 50_000) {
        long bytes = names.bytes();
        assertTrue(bytes <= 10L * count, bytes + " bytes for " + count);
      }
    }
  }

  /** A map of the looks says the same. */
  @Test
  void saysTheSameAsAMapOfLooks() {
    Random random = new Random(7);
    NameLook look = new NameLook(text -> text);
    Set<String> looks = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (int count = 0; count < 50_000; count++) {
      StringBuilder name = new StringBuilder();
      for (int at = 0; at < 5; at++) {
        name.append("01Iloxyz".charAt(random.nextInt(8)));
      }
      String vm = name.toString();
      boolean again = !seen.add(vm.toLowerCase(Locale.ROOT));
      boolean alike = !looks.add(look.of(vm));
      if (!again) {
        assertEquals(alike, note(vm).isPresent(), vm);
      }
    }
  }
}
