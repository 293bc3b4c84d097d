package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.Run;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTest {

  @Test
  void aVerbIsExplainedInFull() {
    assertEquals(
        """
        usage: keyward help [NOUN [VERB]]

        explain all commands, those of a noun, or one

        options of every command:
          --output text|json      how results and errors are written (text)
          --quiet                 no notes and no progress
          -v, --verbose           more detail; the stack trace of an error
          --store DIR             the guardian store (KEYWARD_STORE, else .keyward in the home)
          --now INSTANT           the time to judge by, such as 2026-01-31T12:00:00Z
          --passphrase-file FILE  the first line unlocks the guardian keys
          --passphrase-env VAR    the environment variable that unlocks them
          -h, --help              how the command is used
          --version               the version; with --verbose also what it runs on
        """,
        Run.of("help", "--help").out());
  }

  @Test
  void aVerbsOwnOptionsComeFirst() {
    Verb verb =
        new Verb(
            "thing",
            "make",
            "NAME",
            "make a thing",
            List.of(
                OptionSpec.value("out", "FILE", "where to"),
                OptionSpec.many("guardian", "NAME", "who"),
                OptionSpec.flag("force", "replace")),
            "One note.\nAnother.");
    assertEquals(
        List.of(
            "usage: keyward thing make NAME [options]",
            "",
            "make a thing",
            "",
            "One note.",
            "Another.",
            "",
            "options:",
            "  -o, --out FILE      where to",
            "  --guardian NAME...  who",
            "  --force             replace",
            ""),
        HelpText.of(List.of(verb)).subList(0, 12));
  }

  @Test
  void theVerbsOfANounAreListedByALineEach() {
    Verb make = new Verb("thing", "make", "NAME", "make a thing", List.of(), "");
    Verb list = new Verb("thing", "list", "", "list the things", List.of(), "");
    assertEquals(
        List.of(
            "usage: keyward thing <verb> [arguments] [options]",
            "",
            "  thing make NAME  make a thing",
            "  thing list       list the things",
            "",
            "keyward thing <verb> --help tells more"),
        HelpText.of(List.of(make, list)));
  }

  @Test
  void longNotesAreBrokenAtSpaces() {
    Verb verb = new Verb("thing", "", "", "a thing", List.of(), "word ".repeat(30).strip());
    List<String> lines = HelpText.of(List.of(verb));
    assertEquals("word ".repeat(20).strip(), lines.get(4));
    assertEquals("word ".repeat(10).strip(), lines.get(5));
  }

  @Test
  void allThreeWaysToAskForAVerbSayTheSame() {
    assertEquals(Run.of("help", "completion"), Run.of("completion", "--help"));
    assertEquals(Run.of("help", "completion"), Run.of("completion", "-h"));
  }
}
