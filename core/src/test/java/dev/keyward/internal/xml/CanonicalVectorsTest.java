package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.KeywardException;
import dev.keyward.internal.json.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random documents on whose canonical form libxml2 and .NET agree. */
class CanonicalVectorsTest {

  private static final Path FILE =
      Path.of(System.getProperty("keyward.fixtures"), "c14n", "c14n.jsonl");

  private static byte[] canonical(byte[] document) throws KeywardException {
    XmlCursor xml = XmlCursor.strict(document);
    xml.tryEnterAny();
    xml.startCanonical();
    xml.tryEnterAny();
    xml.skipContent();
    xml.leave();
    byte[] canonical = xml.endCanonical();
    xml.leave();
    xml.end();
    return canonical;
  }

  @Test
  void isWhatTheyAgreeOn() throws KeywardException, IOException {
    List<String> lines = Files.readAllLines(FILE);
    assertEquals(250, lines.size());
    int number = 0;
    for (String line : lines) {
      String place = "line " + ++number;
      JsonFields fields = JsonFields.parseLine(line.getBytes(StandardCharsets.UTF_8), place);
      byte[] document = fields.text("xml", 1 << 16).getBytes(StandardCharsets.UTF_8);
      byte[] expected = fields.text("c14n", 1 << 16).getBytes(StandardCharsets.UTF_8);
      assertArrayEquals(expected, canonical(document), place);
    }
  }
}
