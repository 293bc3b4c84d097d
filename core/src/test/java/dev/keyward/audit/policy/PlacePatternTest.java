package dev.keyward.audit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.finding.Place;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pattern of a place means, and above all what it does not mean. */
class PlacePatternTest {

  private static boolean matches(String pattern, String file, String vm) {
    OptionalInt entry = vm.isEmpty() ? OptionalInt.empty() : OptionalInt.of(0);
    return PlacePattern.of(pattern).matches(new Place(file, entry, vm.isEmpty() ? file : vm));
  }

  @ParameterizedTest
  @CsvSource({
    "a/web.xml, a/web.xml, true",
    "a/web.xml, b/a/web.xml, false",
    "web.xml, a/web.xml, false",
    "a/web.xml, a/Web.xml, false",
    "a/web, a/web.xml, false",
    "a/*.xml, a/web.xml, true",
    "a/*.xml, a/stranger/web.xml, false",
    "a/*.xml, a/stranger\\web.xml, false",
    "a/*, a/.xml, true",
    "a/?.xml, a/b.xml, true",
    "a/?b.xml, a/b.xml, false",
    "a?web.xml, a/web.xml, false",
    "a/**, a/b/c/web.xml, true",
    "a/**, ab/web.xml, false",
    "**/web.xml, a/b/web.xml, true",
    "**, a/b, true",
    "a*b*c, aXbYc, true",
    "a*b*c, aXbY, false",
  })
  void aPatternCoversTheWholePath(String pattern, String file, boolean expected) {
    assertEquals(expected, matches(pattern, file, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "a.json#web-1, a.json, web-1, true",
    "a.json#web-1, a.json, web-2, false",
    "a.json#web-*, a.json, web-1/x#y, true",
    "a.json#web-1, b/a.json, web-1, false",
    "a.json, a.json, web-1, false",
    "*#web-1, a.json, web-1, true",
    "*#web-1, a/b.json, web-1, false",
    "a.json#b#c, a.json, b#c, true",
  })
  void aVmOfAnExportIsNamedBehindItsFile(String pattern, String file, String vm, boolean expected) {
    assertEquals(expected, matches(pattern, file, vm));
  }

  @Test
  void aFileWithTheMarkInItsNameIsNoVmOfAnExport() {
    assertEquals(false, matches("a.json#web-1", "a.json#web-1", ""));
  }

  @Test
  void manyStarsCostNoMoreThanPatternTimesName() {
    assertEquals(false, matches("*a".repeat(500) + "b", "a".repeat(60_000), ""));
  }
}
