package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Elements that were read before, in documents that strangers write. */
class XmlRunsTest {

  private interface Content<T> {
    T read(XmlCursor xml) throws MalformedInputException;
  }

  /** Reads what is in {@code b} in {@code r} the quick way. */
  private static <T> Optional<T> read(String document, Content<T> content) {
    return XmlReading.plainly(
        document.getBytes(StandardCharsets.UTF_8),
        XmlCursor.MAX_DOCUMENT,
        xml -> {
          xml.startCanonical();
          xml.enter("", "r");
          xml.enter("", "b");
          T read = content.read(xml);
          xml.leave();
          xml.leave();
          xml.end();
          return read;
        });
  }

  private static XmlRun run(String document) {
    return read(
            document,
            xml -> {
              XmlRuns here = xml.runs().orElseThrow();
              xml.enter("", "a");
              xml.leave();
              return here.read();
            })
        .orElseThrow();
  }

  private static boolean passes(XmlRun known, String document) {
    return read(document, xml -> xml.runs().orElseThrow().tryPass(known)).orElse(false);
  }

  @Test
  void aLongNamespaceAroundTheElementsCountsInTheirMemory() {
    String namespace = "u".repeat(100_000);
    XmlRun run = run("<r xmlns:p='" + namespace + "'><b><a></a></b></r>");
    assertTrue(run.memory() > namespace.length(), () -> "" + run.memory());
  }

  @Test
  void whatFollowsAnElementWithoutContentIsNotItsContent() {
    XmlRun known = run("<r><b><a></a></b></r>");
    assertTrue(passes(known, "<r><b><a></a></b></r>"));
    assertFalse(passes(known, "<r><b/><a></a></r>"));
  }
}
