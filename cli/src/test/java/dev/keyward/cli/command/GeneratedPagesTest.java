package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.cli.args.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of pages to what the code says. {@code -Dkeyward.pages=rewrite} writes them into
 * the pages.
 */
class GeneratedPagesTest {

  private static final boolean REWRITE = "rewrite".equals(System.getProperty("keyward.pages"));
  private static final Path PROJECT = Path.of(System.getProperty("keyward.fixtures")).getParent();

  @Test
  void theTableOfVerbsIsThatOfTheCommandList() throws IOException {
    StringBuilder tables = new StringBuilder();
    List<Verb> verbs = Commands.verbs();
    for (String noun : Commands.nouns()) {
      tables.append("\n## ").append(noun).append("\n\n");
      String summary = NounSummaries.of(noun);
      tables.append(summary.substring(0, 1).toUpperCase(Locale.ROOT)).append(summary.substring(1));
      tables.append(".\n\n");
      tables.append("| command | what it does |\n|---|---|\n");
      verbs.stream()
          .filter(verb -> verb.noun().equals(noun))
          .map(this::row)
          .forEach(tables::append);
    }
    assertTable("cli/docs/commands.md", "verbs", tables.append('\n').toString());
  }

  private String row(Verb verb) {
    String words = verb.synopsis().replace("|", "\\|");
    return "| `keyward " + words + "` | " + verb.summary() + " |\n";
  }

  @Test
  void theTableOfFindingsIsThatOfTheirCodes() throws IOException {
    StringBuilder table =
        new StringBuilder("| finding | severity | why it matters |\n|---|---|---|\n");
    for (AuditFindingCode code : AuditFindingCode.values()) {
      table.append("| `" + code.code() + "` | " + code.severity().code() + " | " + code.why());
      table.append(" |\n");
    }
    assertTable("cli/docs/audit.md", "findings", table.toString());
  }

  private static void assertTable(String page, String name, String expected) throws IOException {
    Path file = PROJECT.resolve(page);
    String text = Files.readString(file).replace("\r\n", "\n");
    String first = "<!-- " + name + ": begin -->\n";
    String last = "<!-- " + name + ": end -->";
    int begin = text.indexOf(first) + first.length();
    int end = text.indexOf(last);
    String written = begin < first.length() || end < begin ? "" : text.substring(begin, end);
    if (REWRITE && !written.equals(expected)) {
      Files.writeString(file, text.substring(0, begin) + expected + text.substring(end));
    } else {
      assertEquals(expected, written, () -> page + ": run this test with -Dkeyward.pages=rewrite");
    }
  }
}
