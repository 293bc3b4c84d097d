package dev.keyward.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InertOutputTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "##vso[a],#&#35;vso[a]",
        "####,#&#35;#&#35;",
        "::error::a,&#58;:error::a",
        "a::b,a::b",
        "a| ::x,a| &#58;:x",
        "a|:root,a|:root",
        ":|::,:|&#58;:",
        "a: b,a: b",
        ":,&#58;",
      })
  void breaksCommandsHoweverTheyAreDivided(String text, String shown) throws IOException {
    byte[] bytes = text.replace('|', '\n').getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length <= bytes.length; length++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      InertOutput inert = new InertOutput(out, "&#%d;");
      for (int at = 0; at < bytes.length; at += length) {
        inert.write(bytes, at, Math.min(length, bytes.length - at));
      }
      inert.close();
      assertEquals(shown.replace('|', '\n'), out.toString(StandardCharsets.UTF_8));
    }
  }
}
