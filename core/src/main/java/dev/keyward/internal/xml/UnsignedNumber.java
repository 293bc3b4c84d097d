package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.text.XmlText;
import java.util.function.Supplier;

/** Decimal numbers of 32 bits without sign: {@code 0|[1-9][0-9]{0,9}}, at most 4294967295. */
final class UnsignedNumber {

  private static final int MOST_DIGITS = 10;
  private static final long LARGEST = 0xFFFF_FFFFL;

  private UnsignedNumber() {}

  static long parse(String text, Supplier<String> where) throws MalformedInputException {
    int length = text.length();
    boolean wellFormed =
        length > 0 && length <= MOST_DIGITS && (length == 1 || text.charAt(0) != '0');
    long value = 0;
    for (int i = 0; wellFormed && i < length; i++) {
      char c = text.charAt(i);
      wellFormed = c >= '0' && c <= '9';
      value = 10 * value + (c - '0');
    }
    if (!wellFormed || value > LARGEST) {
      throw XmlText.bad(
          "bad-number",
          where.get(),
          "\"" + XmlText.shown(text) + "\"",
          "a number of 0 to " + LARGEST);
    }
    return value;
  }
}
