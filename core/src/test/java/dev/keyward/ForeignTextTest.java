package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b", "\n", "\u0000", "\u202e", "\u2066", "\u200b", "\u2028", "\ue000", "\ud800"
      })
  void characterThatActsOnTheReaderIsAQuestionMark(String unsafe) {
    assertEquals("a?b", ForeignText.line("a" + unsafe + "b", 10));
    assertEquals("a?b", ForeignText.ascii("a" + unsafe + "b", 10));
  }

  @Test
  void lineKeepsLettersOfEveryLanguage() {
    assertEquals("Z\u00fcrich \u6771\u4eac", ForeignText.line("Z\u00fcrich \u6771\u4eac", 20));
  }

  @Test
  void asciiKeepsNothingElse() {
    assertEquals("Z?rich ? ?", ForeignText.ascii("Z\u00fcrich \ud83d\ude00 \u007f", 20));
  }

  @Test
  void dotsStandForTheRest() {
    assertEquals("ab...", ForeignText.line("abc", 2));
    assertEquals("abc", ForeignText.line("abc", 3));
    assertEquals("\ud83d\ude00...", ForeignText.line("\ud83d\ude00\ud83d\ude00", 1));
  }
}
