package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many digits of a key's digest people see. */
class ShortPrintTest {

  private static final Thumbprint KEY = print("a79d2789e81d", "0");
  private static final Thumbprint SAME_START = print("a79d2789e81d", "1");
  private static final Thumbprint OTHER = print("b79d2789e81d", "0");

  private static Thumbprint print(String start, String rest) {
    return Thumbprint.find(start + rest.repeat(64 - start.length())).orElseThrow();
  }

  @Test
  void isAsShortAsAskedForWhereNoOtherKeyHasTheseDigits() {
    assertEquals("a79d2789", ShortPrint.of(KEY, List.of(KEY, OTHER), 8));
  }

  @Test
  void hasTwiceAsManyDigitsWhereAnotherKeyHasTheseToo() {
    assertEquals("a79d2789e81d0000", ShortPrint.of(KEY, List.of(KEY, SAME_START), 8));
    assertEquals("a79d2789e81d1111", ShortPrint.of(SAME_START, List.of(KEY, SAME_START), 8));
  }

  @Test
  void hasAllDigitsWhereHalfOfThemAreShared() {
    Thumbprint first = print("a".repeat(63), "0");
    Thumbprint second = print("a".repeat(63), "1");
    assertEquals(first.toString(), ShortPrint.of(first, List.of(second), 12));
  }
}
