package dev.keyward.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many digits of a key's digest people see. */
class ShortPrintTest {

  private static final String KEY = print("a79d2789e81d", "0");
  private static final String SAME_START = print("a79d2789e81d", "1");
  private static final String OTHER = print("b79d2789e81d", "0");

  private static String print(String start, String rest) {
    return start + rest.repeat(64 - start.length());
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
    String first = print("a".repeat(63), "0");
    String second = print("a".repeat(63), "1");
    assertEquals(first, ShortPrint.of(first, List.of(second), 12));
  }
}
