package dev.keyward.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

  private static final Pattern ESCAPE = Pattern.compile("<U\\+([0-9A-F]{4,6})>");

  @ParameterizedTest
  @ValueSource(
      ints = {0x1b, 0xa, 0, 0x202e, 0x2066, 0x200b, 0x2028, 0xe000, 0xd800, 0x1f, 0x85, 0xfeff})
  void characterThatActsOnTheReaderIsEscaped(int unsafe) {
    assertEscaped(unsafe);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x34f, 0x3164, 0xfe00, 0x115f, 0xffa0, 0x180b, 0xe0100, 0xad})
  void characterThatNobodySeesIsEscaped(int unsafe) {
    assertEscaped(unsafe);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xa0, 0x2003, 0x202f, 0x3000, 0x1680, 0x2800})
  void characterThatLooksLikeASpaceIsEscaped(int unsafe) {
    assertEscaped(unsafe);
  }

  private static void assertEscaped(int unsafe) {
    String text = "a" + Character.toString(unsafe) + "b";
    String expected = String.format(Locale.ROOT, "a<U+%04X>b", unsafe);
    assertEquals(expected, ForeignText.line(text, 10));
    assertEquals(expected, ForeignText.ascii(text, 20));
    assertEquals(expected, ForeignText.name(text, 10));
    assertEquals(expected, ForeignText.listed(text, 10));
    assertEquals(expected, ForeignText.inert(text));
  }

  @Test
  void lineKeepsLettersOfEveryLanguage() {
    assertEquals("Z\u00fcrich \u6771\u4eac", ForeignText.line("Z\u00fcrich \u6771\u4eac", 20));
  }

  @Test
  void asciiEscapesEveryOtherLetter() {
    assertEquals("Z<U+00FC>rich <U+1F600>", ForeignText.ascii("Z\u00fcrich \ud83d\ude00", 40));
  }

  @Test
  void dotsStandForTheRest() {
    assertEquals("ab...", ForeignText.line("abc", 2));
    assertEquals("abc", ForeignText.line("abc", 3));
    assertEquals("\ud83d\ude00...", ForeignText.line("\ud83d\ude00\ud83d\ude00", 1));
  }

  @Test
  void textThatWasEscapedBeforeStaysAsItIs() {
    String escaped = ForeignText.name("a\u200bb", 10);
    assertEquals(escaped, ForeignText.line(escaped, 40));
    assertEquals(escaped, ForeignText.inert(escaped));
  }

  @Test
  void nobodyWritesAnEscapeIntoAName() {
    assertEquals("a<U+003C>U+200B>", ForeignText.name("a<U+200B>", 20));
    assertEquals("a<b>", ForeignText.name("a<b>", 20));
  }

  @Test
  void aNameInAListLooksLikeOneName() {
    assertEquals(
        "a <U+005B>12<U+005D><U+002C> b <U+002B> c", ForeignText.listed("a [12], b + c", 40));
  }

  @Test
  void spacesThatNobodySeesAreEscapedInNames() {
    assertEquals("<U+0020>a b <U+0020>c<U+0020>", ForeignText.name(" a b  c ", 40));
  }

  /** Names of three characters that are all of the kinds above, against each other. */
  @Test
  void twoNamesThatDifferNeverLookTheSame() {
    Random random = new Random(20);
    int[] points = {'a', ' ', '<', 'U', '+', '2', '0', '>', ',', 0x200b, 0x20, 0xa0, 0x34f};
    for (int round = 0; round < 20_000; round++) {
      String first = name(random, points);
      String second = name(random, points);
      if (!first.equals(second)) {
        assertNotEquals(ForeignText.name(first, 40), ForeignText.name(second, 40));
      }
      assertEquals(first, read(ForeignText.name(first, 40)));
      assertEquals(first, read(ForeignText.listed(first, 40)));
    }
  }

  private static String name(Random random, int[] points) {
    StringBuilder name = new StringBuilder();
    for (int left = random.nextInt(12); left >= 0; left--) {
      name.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return name.toString();
  }

  /** What a reader takes it for: each escape is the character that it names. */
  private static String read(String shown) {
    return ESCAPE
        .matcher(shown)
        .replaceAll(escape -> Character.toString(Integer.parseInt(escape.group(1), 16)));
  }

  @Test
  void commandsOfBuildServersAreBrokenVisibly() {
    assertEquals("  <U+003A>:error::x", ForeignText.inert("  ::error::x"));
    assertEquals("a ::error::x", ForeignText.inert("a ::error::x"));
    assertEquals("a <U+0023>#vso[x]", ForeignText.inert("a ##vso[x]"));
    assertEquals("a #<U+0023>#[x]", ForeignText.inert("a ###[x]"));
    assertEquals("# a ## b", ForeignText.inert("# a ## b"));
    assertEquals("<U+0025>0a<U+0025>250D %20", ForeignText.inert("%0a%250D %20"));
    assertEquals("<U+003A>:x", ForeignText.inert(ForeignText.inert("::x")));
  }
}
