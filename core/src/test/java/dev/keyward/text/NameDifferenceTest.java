package dev.keyward.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that look like one and are two. */
class NameDifferenceTest {

  @ParameterizedTest
  @CsvSource({
    "'server ', 'server', 7, U+0020, the end",
    "'my disk', 'mydisk', 3, U+0020, U+0064",
    "'caf\u00e9', 'cafe\u0301', 4, U+00E9, U+0065",
    "'a\u00a0b', 'a b', 2, U+00A0, U+0020",
    "'a\u200bb', 'ab', 2, U+200B, U+0062",
    "'\uff41b', 'ab', 1, U+FF41, U+0061"
  })
  void theFirstDifferenceIsTold(String one, String other, int at, String left, String right) {
    String told = NameDifference.of(one, other).orElseThrow();
    String end = "differ at character " + at + ": " + left + " and " + right;
    assertEquals(end, told.substring(told.length() - end.length()));
  }

  @Test
  void whatEverybodySeesIsNotTold() {
    assertEquals(Optional.empty(), NameDifference.of("server", "servers"));
    assertEquals(Optional.empty(), NameDifference.of("server", "Server"));
    assertEquals(Optional.empty(), NameDifference.of("server", "server"));
  }

  @Test
  void anIdHasNoCaseAndNoBraces() {
    assertTrue(VmName.sameId("{6F1C2F2E-0000}", "6f1c2f2e-0000"));
    assertFalse(VmName.sameId("{6F1C2F2E-0000", "6f1c2f2e-0000"));
  }
}
