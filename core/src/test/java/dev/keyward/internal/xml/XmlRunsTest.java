package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Elements that were read before, in documents that strangers write. */
class XmlRunsTest {

  private static Optional<XmlRun> run(String document) {
    return XmlReading.plainly(
        document.getBytes(StandardCharsets.UTF_8), XmlCursor.MAX_DOCUMENT, XmlRunsTest::read);
  }

  private static XmlRun read(XmlCursor xml) throws MalformedInputException {
    xml.startCanonical();
    xml.enter("", "r");
    XmlRuns.Begun begun = xml.runs().orElseThrow().begin();
    xml.enter("", "a");
    xml.leave();
    XmlRun run = begun.end();
    xml.leave();
    xml.end();
    return run;
  }

  @Test
  void aLongNamespaceAroundTheElementsCountsInTheirMemory() {
    String namespace = "u".repeat(100_000);
    XmlRun run = run("<r xmlns:p='" + namespace + "'><a></a></r>").orElseThrow();
    assertTrue(run.memory() > namespace.length(), () -> "" + run.memory());
  }
}
