package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import dev.keyward.cli.args.ArgumentParser;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

  static List<Verb> verbs() {
    return Commands.verbs();
  }

  @Test
  void aVerbIsExplainedInFull() {
    assertEquals(
        """
        usage: keyward help [NOUN [VERB]]

        explain a noun, a verb, or a topic

        Topics: all (every verb), options (those that every verb takes), exit-codes.

        example:
          keyward help guardian create

        exit codes: 0 done, 2 usage, 3 input refused, 4 trust or access refused, 5 files or network
        more: keyward help options, keyward help exit-codes
        """,
        Run.of("help", "--help").out());
  }

  @Test
  void theBareCommandListsTheNounsOnOneScreen() {
    List<String> lines = Run.of().out().lines().toList();
    assertTrue(lines.size() <= 30, lines.size() + " lines");
    for (String noun : Commands.nouns()) {
      assertFalse(NounSummaries.of(noun).isEmpty(), noun);
      assertTrue(lines.stream().anyMatch(line -> line.startsWith("  " + noun + " ")), noun);
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void noHelpIsWiderThanAHundredColumns(Verb verb) {
    for (String line : HelpText.of(List.of(verb))) {
      assertTrue(line.length() <= 100 || !line.strip().contains(" "), line);
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasAnExampleThatParses(Verb verb) throws UsageException {
    List<String> commands = VerbExamples.of(verb.words()).commands();
    assertFalse(commands.isEmpty(), verb.words());
    for (String command : commands) {
      String before = "keyward " + verb.words();
      assertTrue(command.startsWith(before), command);
      String rest = command.substring(before.length()).strip().replaceAll(" > .*", "");
      List<String> words = new ArrayList<>(List.of(rest.split(" ")));
      words.removeIf(String::isEmpty);
      new ArgumentParser(verb).parse(words, Path.of("")).requireAll();
    }
  }

  @Test
  void theManualPageMarksRequiredAndRepeatableOptions() {
    String page = ManPage.of("1");
    assertTrue(page.contains("the owner, whose signing key is used (required)\n"), page);
    assertTrue(page.contains("another guardian that gets access (repeatable)\n"), page);
  }

  @Test
  void requiredAndRepeatableOptionsAreMarked() {
    Verb verb =
        new Verb(
            "thing",
            "make",
            "NAME",
            "make a thing",
            List.of(
                OptionSpec.value("out", "FILE", "where to").required(),
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
            "  -o, --out FILE   where to (required)",
            "  --guardian NAME  who (repeatable)",
            "  --force          replace",
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
            "keyward thing <verb> --help explains one verb"),
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

  @Test
  void allThreeWaysToAskForTheVersionSayTheSame() {
    assertEquals(Run.of("version"), Run.of("--version"));
    assertEquals(Run.of("version"), Run.of("-V"));
  }

  @ParameterizedTest
  @CsvSource({
    "guardian, delete, guardian remove",
    "guardian, add, guardian create",
    "protector, delete, protector revoke",
    "protector, remove, protector revoke",
    "hgs, start, hgs serve",
    "vm, encrypt, vm shield",
    "guardian, ls, guardian list"
  })
  void wordsOfOtherToolsLeadToOurs(String noun, String word, String ours) {
    String err = Run.of(noun, word, "x").err();
    assertTrue(err.contains("did you mean \"keyward " + ours + "\"?"), err);
  }

  @Test
  void missingOptionsAreReportedTogether() {
    String err = Run.of("vm", "shield", "vm.json").err();
    assertTrue(err.contains("vm shield: missing --owner, --policy, --out\n"), err);
  }
}
