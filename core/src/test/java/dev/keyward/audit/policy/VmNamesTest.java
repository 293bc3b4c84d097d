package dev.keyward.audit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which VMs a group holds. */
class VmNamesTest {

  private static boolean holds(String pattern, String name) {
    return new VmNames(List.of(pattern)).contain(FoldedName.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "app, app, true",
    "app, APP, true",
    "app, apps, false",
    "app, '', false",
    "*, '', true",
    "*, anything, true",
    "?, a, true",
    "?, '', false",
    "?, ab, false",
    "a*, A, true",
    "*a, ba, true",
    "*a, ab, false",
    "a*b*c, a-b-b-c, true",
    "a*b*c, a-c-b, false",
    "a??*, ab, false",
    "a??*, abc, true",
    "**, x, true",
    "a.c, abc, false",
    "[a], a, false",
    "stra\u00dfe, STRA\u00dfE, true",
    "?, \ud83d\ude00, true",
  })
  void matchesTheWholeNameWithoutCase(String pattern, String name, boolean expected) {
    assertEquals(expected, holds(pattern, name));
  }

  @Test
  void agreesWithARegularExpressionOnRandomNames() {
    Random random = new Random(3);
    int matched = 0;
    for (int round = 0; round < 20_000; round++) {
      String pattern = random(random, "ab*?", 8);
      String name = random(random, "abB", 8);
      String regex = pattern.replace("?", ".").replace("*", ".*");
      boolean expected = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(name).matches();
      assertEquals(expected, holds(pattern, name), () -> pattern + " on " + name);
      matched += expected ? 1 : 0;
    }
    assertTrue(matched > 1000);
  }

  private static String random(Random random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void doesNotBlowUpOnManyStarsAndALongName() {
    String name = "a".repeat(10_000);
    assertFalse(holds("*a".repeat(127) + "b", name));
    assertFalse(holds("*" + "a".repeat(254) + "b", name));
    assertTrue(holds("*a".repeat(127), name));
  }
}
