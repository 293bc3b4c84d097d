package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the README's tables to what the code says. */
class ReadmeTest {

  @Test
  void theTableOfVerbsIsThatOfTheCommandList() throws IOException {
    StringBuilder table = new StringBuilder("| command | what it does |\n|---|---|\n");
    List<Verb> verbs = Commands.all().stream().map(Command::verb).toList();
    verbs.forEach(verb -> table.append(row(verb)));
    assertTable("verbs", table.toString());
  }

  private static String row(Verb verb) {
    String words = (verb.words() + " " + verb.operands()).strip().replace("|", "\\|");
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
    assertTable("findings", table.toString());
  }

  private static void assertTable(String name, String expected) throws IOException {
    Path readme = Path.of(System.getProperty("keyward.fixtures")).resolveSibling("README.md");
    String text = Files.readString(readme).replace("\r\n", "\n");
    String first = "<!-- " + name + ": begin -->\n";
    String last = "<!-- " + name + ": end -->";
    int begin = text.indexOf(first);
    int end = text.indexOf(last);
    String written = begin < 0 || end < begin ? "" : text.substring(begin + first.length(), end);
    assertEquals(
        expected,
        written,
        "the README's table of "
            + name
            + " is out of date: put the expected text below between "
            + first.strip()
            + " and "
            + last
            + " of README.md:\n"
            + expected);
  }
}
