package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.args.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the README's table of verbs to the one command list. */
class ReadmeTest {

  private static final String BEGIN = "<!-- verbs: begin -->\n";
  private static final String END = "<!-- verbs: end -->";

  @Test
  void theTableOfVerbsIsThatOfTheCommandList() throws IOException {
    Path readme = Path.of(System.getProperty("keyward.fixtures")).resolveSibling("README.md");
    String text = Files.readString(readme).replace("\r\n", "\n");
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    String written = begin < 0 || end < begin ? "" : text.substring(begin + BEGIN.length(), end);
    assertEquals(
        table(),
        written,
        "the README's table of verbs is out of date: put the expected text below between the lines"
            + " \"<!-- verbs: begin -->\" and \"<!-- verbs: end -->\" of README.md:\n"
            + table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| command | what it does |\n|---|---|\n");
    List<Verb> verbs = Commands.all().stream().map(Command::verb).toList();
    verbs.forEach(verb -> table.append(row(verb)));
    return table.toString();
  }

  private static String row(Verb verb) {
    String words = (verb.words() + " " + verb.operands()).strip().replace("|", "\\|");
    return "| `keyward " + words + "` | " + verb.summary() + " |\n";
  }
}
