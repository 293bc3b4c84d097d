package dev.keyward.internal.xml.clixml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** An export's tags are short; its texts may be as long as a protector. */
class LongTagTest {

  private static String through(String text) throws IOException {
    try (Reader reader = new TokenBoundReader(new StringReader(text), 1 << 20)) {
      StringBuilder all = new StringBuilder();
      char[] some = new char[1000];
      for (int read = reader.read(some); read >= 0; read = reader.read(some)) {
        all.append(some, 0, read);
      }
      return all.toString();
    }
  }

  @Test
  void takesALongText() throws IOException {
    String text = "<BA N='it''s'>" + "A".repeat(100_000) + "</BA>";
    assertEquals(text, through(text));
  }

  @Test
  void refusesALongTag() {
    String tag = "<Objs " + "xmlns:a='u' ".repeat(1000) + ">";
    assertThrows(TokenBoundReader.TokenTooLongException.class, () -> through(tag));
  }

  @Test
  void isNotFooledByAQuotedEnd() {
    String tag = "<Objs " + "a=\">\" b='>' ".repeat(1000) + ">";
    assertThrows(TokenBoundReader.TokenTooLongException.class, () -> through(tag));
  }
}
