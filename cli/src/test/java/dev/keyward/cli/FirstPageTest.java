package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first page of an audit, which a manager reads. */
class FirstPageTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Pattern GRAVEST =
      Pattern.compile("<li><b class=\"badge [a-z]+\">([a-z]+)</b>");

  @TempDir private Path folder;
  private String page = "";

  @BeforeEach
  void audit() throws IOException {
    Playground playground = Playground.in(folder.resolve("play"));
    Run run =
        playground.run(
            "--store",
            "none",
            "audit",
            FIXTURES.resolve("audit/protectors").toString(),
            "--guardians",
            FIXTURES.resolve("audit/guardians").toString(),
            "--now",
            "2026-11-23T00:00:00Z",
            "--title",
            "Audit of <b>Q4</b>",
            "--note",
            "Asked for by Ada & Bo",
            "--report",
            "r.html");
    assertEquals(1, run.exit(), run.err());
    page = Files.readString(playground.path("r.html"));
  }

  @Test
  void theTitleIsTextAndNoMarkup() {
    assertTrue(page.contains("<h1>Audit of &lt;b&gt;Q4&lt;/b&gt;</h1>"));
    assertFalse(page.contains("<b>Q4</b>"));
  }

  @Test
  void theNoteStandsBelowTheScope() {
    int scope = page.indexOf("<p class=\"scope\">");
    int note = page.indexOf("<p class=\"note-of-user\"><bdi>Asked for by Ada &amp; Bo</bdi>");
    assertTrue(scope > 0 && note > scope, scope + ", " + note);
  }

  @Test
  void thereAreThreeNumbers() {
    String numbers = between("<dl class=\"numbers three\">", "</dl>");
    assertEquals(3, Pattern.compile("<dd>").matcher(numbers).results().count(), numbers);
  }

  @Test
  void theFiveGravestFindingsAreErrorsBeforeWarnings() {
    List<String> severities = new ArrayList<>();
    Matcher finding = GRAVEST.matcher(between("<ol class=\"gravest\">", "</ol>"));
    while (finding.find()) {
      severities.add(finding.group(1));
    }
    assertEquals(List.of("error", "error", "error", "error", "error"), severities);
  }

  @Test
  void whatWasNotCheckedIsThere() {
    assertTrue(between("<ul class=\"unchecked\">", "</ul>").contains("no private key"));
  }

  private String between(String begin, String end) {
    int from = page.indexOf(begin);
    assertTrue(from > 0, begin);
    return page.substring(from, page.indexOf(end, from));
  }
}
